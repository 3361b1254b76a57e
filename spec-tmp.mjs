import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
const db = loadAwsServiceSpecSync();
const all = db.all('resource');
console.log('arnTemplate',all.filter(x=>x.arnTemplate).length,'ref',all.filter(x=>x.cfnRefIdentifier).length, 'transform', all.filter(x=>x.cloudFormationTransform).map(x=>x.cloudFormationType));
for(const t of ['AWS::EC2::VPC','AWS::S3::Bucket','AWS::Events::Rule','AWS::Batch::JobQueue','AWS::EC2::Subnet','AWS::ApiGateway::Stage','AWS::Cognito::UserPool','AWS::AppSync::GraphQLApi','AWS::EC2::Instance']){const r=all.find(x=>x.cloudFormationType===t); console.log(t,r.arnTemplate,r.cfnRefIdentifier,r.primaryIdentifier, r.additionalReplacementProperties)}
const i = all.find(x=>x.cloudFormationType==='AWS::EC2::Instance');
console.log(JSON.stringify(i.properties.InstanceType), JSON.stringify(i.properties.Tenancy));
const lb = all.find(x=>x.cloudFormationType==='AWS::ElasticLoadBalancingV2::LoadBalancer'); console.log(JSON.stringify(lb.properties.Scheme),JSON.stringify(lb.properties.Type),JSON.stringify(lb.properties.IpAddressType));
const td = all.find(x=>x.cloudFormationType==='AWS::ECS::TaskDefinition'); console.log(JSON.stringify(td.properties.NetworkMode));
// find allowedValues anywhere
let n=0; const walk=(o)=>{ if(o&&typeof o==='object'){ if(o.allowedValues||o.enum||o.pattern) {n++; if(n<5) console.log(JSON.stringify(o).slice(0,300));} for(const v of Object.values(o)) walk(v);} };
for(const r of all) walk(r.properties);
console.log('enums',n);
const keys=new Set(); for(const r of all) for (const p of Object.values(r.properties)) for(const k of Object.keys(p)) keys.add(k); console.log([...keys]);
const refs={}; for(const r of all){ if(r.cfnRefIdentifier) refs[r.cfnRefIdentifier.join('|')]=(refs[r.cfnRefIdentifier.join('|')]||0)+1}; console.log(Object.entries(refs).sort((a,b)=>b[1]-a[1]).slice(0,20));
let atts=0; for(const r of all) atts+=Object.keys(r.attributes).length; console.log('atts',atts);
const types={}; for(const r of all) for(const a of Object.values(r.attributes)) types[a.type.type]=(types[a.type.type]||0)+1; console.log(types);
console.log(Object.keys(db.schema? db.schema:db));
