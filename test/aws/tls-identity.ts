import { createPrivateKey, X509Certificate } from 'node:crypto';

/** A throw-away identity for `quilt.example.test` and `*.data.example.test`, self-signed, good until 2126. */
const keyDer =
  'MHcCAQEEIHNczyW7XFvNau+ezwX+2KwAM6maeT2rvdfrze3hq3JloAoGCCqGSM49AwEHoUQDQgAENP3WIC8kaQK6JDTDIGjWxomkVPKHVrLgj6/szjQneU+tQ1tMSEroUg9Kp74rJc+SOfyGt7y91ljLfhIpuW0aWw==';
const certificateDer =
  'MIIBxzCCAW2gAwIBAgIUKR0m8WXHRWgrZmUAhx4sluwbjmEwCgYIKoZIzj0EAwIwHTEbMBkGA1UEAwwScXVpbHQuZXhhbXBsZS50ZXN0MCAXDTI2MTEyMDIyMjEwNFoYDzIxMjYxMDI3MjIyMTA0WjAdMRswGQYDVQQDDBJxdWlsdC5leGFtcGxlLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ0/dYgLyRpArokNMMgaNbGiaRU8odWsuCPr+zONCd5T61DW0xISuhSD0qnvislz5I5/Ia3vL3WWMt+Eim5bRpbo4GIMIGFMB0GA1UdDgQWBBRPDAlhubI65sRpS9HiyeaS8cEb6DAfBgNVHSMEGDAWgBRPDAlhubI65sRpS9HiyeaS8cEb6DAPBgNVHRMBAf8EBTADAQH/MDIGA1UdEQQrMCmCEnF1aWx0LmV4YW1wbGUudGVzdIITKi5kYXRhLmV4YW1wbGUudGVzdDAKBggqhkjOPQQDAgNIADBFAiBIvsGvykMVPdFEJaHDvAknDJrOTXa4PDlKjmOUtFzcKwIhAM9y4xht9Le4C1sNXz/zjvWyR1NAVJ1J06vcg5MllZSZ';

export const tlsIdentity = {
  key: createPrivateKey({ key: Buffer.from(keyDer, 'base64'), format: 'der', type: 'sec1' }).export({
    format: 'pem',
    type: 'pkcs8',
  }),
  cert: new X509Certificate(Buffer.from(certificateDer, 'base64')).toString(),
};
