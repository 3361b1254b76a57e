# Completes quilt-install in PowerShell. Written by `quilt-install completion powershell`. It starts no program.

Register-ArgumentCompleter -Native -CommandName quilt-install -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # Of each command: its help, and the help of its flags.
    $commands = [ordered]@{
@COMMANDS@
    }
    $flags = @{
@FLAGS@
    }
    $operands = @{
@OPERANDS@
    }
    # By "command --flag", or by "--flag" where all commands mean the same.
    $values = @{
@VALUES@
    }

    # Profiles or regions of the AWS configuration, which is only read.
    function Get-Configured($kind) {
        $config = if ($env:AWS_CONFIG_FILE) { $env:AWS_CONFIG_FILE } else { Join-Path $HOME '.aws/config' }
        $credentials = if ($env:AWS_SHARED_CREDENTIALS_FILE) { $env:AWS_SHARED_CREDENTIALS_FILE } else { Join-Path $HOME '.aws/credentials' }
        foreach ($file in $config, $credentials) {
            if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { continue }
            foreach ($line in [IO.File]::ReadLines($file)) {
                if ($kind -eq 'regions') {
                    if ($line -match '^\s*region\s*=\s*([a-z0-9-]+)') { $Matches[1] }
                } elseif ($line -match '^\s*\[\s*(?:profile\s+)?["'']?([^\]"'']+?)["'']?\s*\]' -and $Matches[1] -notmatch '^(sso-session |services |plugins$)') {
                    $Matches[1]
                }
            }
        }
    }

    function Complete($text, $tip) {
        $quoted = if ($text -match '^[\w.:/\\+=-]+$') { $text } else { "'" + $text.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($quoted, $text, 'ParameterValue', $(if ($tip) { $tip } else { $text }))
    }

    # The words before the one at the cursor, without the program; what is rehearsed begins after --.
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text } | Select-Object -Skip 1)
    if ($words.Count -gt 0 -and $words[0] -eq 'rehearse' -and $words -contains '--') {
        $words = @($words | Select-Object -Skip ([array]::IndexOf($words, '--') + 1))
    }
    if ($words.Count -eq 0 -and -not $wordToComplete.StartsWith('-')) {
        $commands.Keys | Where-Object { $_.StartsWith($wordToComplete) } | ForEach-Object { Complete $_ $commands[$_] }
        return
    }
    $command = if ($words.Count -gt 0 -and -not $words[0].StartsWith('-')) { $words[0] } else { 'install' }

    $flag = if ($words.Count -gt 0) { $words[-1] } else { '' }
    $typed = $wordToComplete
    $before = ''
    if ($typed -match '^(--[^=]+)=(.*)$') {
        $flag = $Matches[1]
        $typed = $Matches[2]
        $before = "$flag="
    }
    $value = if ($values.ContainsKey("$command $flag")) { $values["$command $flag"] } elseif ($values.ContainsKey($flag)) { $values[$flag] } else { $null }
    if ($null -eq $value) {
        if ($typed.StartsWith('-')) {
            if ($flags.ContainsKey($command)) {
                $own = $flags[$command]
                $own.Keys | Where-Object { $_.StartsWith($typed) } | Sort-Object | ForEach-Object { Complete $_ $own[$_] }
            }
            return
        }
        if (-not $operands.ContainsKey($command)) { return }
        $value = @{ kind = 'words'; words = $operands[$command] }
    }
    $known = @($value.words)
    $paths = @()
    switch ($value.kind) {
        'regions' { $known = @(Get-Configured 'regions') + $known }
        'profiles' { $known = @(Get-Configured 'profiles') }
        'files' {
            $paths = @(Get-ChildItem -Path "$typed*" -ErrorAction SilentlyContinue | Where-Object {
                    $_.PSIsContainer -or $value.endings.Count -eq 0 -or $value.endings -contains $_.Extension.TrimStart('.')
                } | Resolve-Path -Relative)
        }
        'folders' { $paths = @(Get-ChildItem -Path "$typed*" -Directory -ErrorAction SilentlyContinue | Resolve-Path -Relative) }
        # PowerShell makes a list of a comma, so one is offered, not several.
        default { }
    }
    @($known | Where-Object { $_ -and $_.StartsWith($typed) }) + $paths | Select-Object -Unique | ForEach-Object { Complete "$before$_" '' }
}
