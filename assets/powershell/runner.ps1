<#
.SYNOPSIS
Runs calls for Slipway: lines of JSON come in on standard input and go out on standard output, both in ASCII.
.DESCRIPTION
One process serves one session: this machine, or a remote session that it opens. What runs a call (call.ps1, native.ps1,
files.ps1, Slipway.psm1) is loaded where the calls run, so that objects are read where they live. Written for Windows
PowerShell 5.1 and later; nothing newer may stand here.
In:  {"do":"open","with":{...}}      once, first; "with": New-PSSession's parameters, absent for this machine
     {"do":"secret","name":..,"value":..}   before the message that names it
     {"do":"call","id":..,"call":"JSON","secrets":[..]}   one at a time
     {"do":"stop","id":..}
Out: {"opened":{...}} or {"refused":"...","error":{...}}
     {"id":..,"item":{...}} for what comes of a call, then {"id":..,"ended":"completed|stopped|gave-up|lost"}
#>
param([int]$GiveUpAfter = 5000)

# Constrained Language Mode refuses all that follows; this much it lets through.
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    "{`"refused`":`"language-mode`",`"mode`":`"$($ExecutionContext.SessionState.LanguageMode)`"}"
    exit 3
}
$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
# 5.1's progress bar makes Invoke-WebRequest crawl; of this script's own cmdlets no progress is shown.
$ProgressPreference = 'SilentlyContinue'

$library = New-Object System.Collections.ArrayList
foreach ($file in 'call.ps1', 'native.ps1', 'files.ps1', 'Slipway.psm1') {
    $text = [IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, $file), [Text.Encoding]::UTF8)
    [void]$library.Add($text)
    . ([scriptblock]::Create($text))
}
$reader = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::ASCII, $false, 65536)
$writer = New-Object IO.StreamWriter([Console]::OpenStandardOutput(), [Text.Encoding]::ASCII)
$writer.AutoFlush = $true
$secrets = @{}
$job = $null
$runspace = $null
$remote = $null

function Read-Message([string]$Line) {
    $message = @{ Text = $Line; At = 0; Sign = ''; Value = $null; Depth = 0; Secrets = $secrets }
    Read-SlipwayValue $message
    $message.Value
}

function Protect-Text([string]$Text) {
    $secure = New-Object Security.SecureString
    foreach ($character in $Text.ToCharArray()) { $secure.AppendChar($character) }
    $secure.MakeReadOnly()
    $secure
}

# Runs a script in the session's runspace and waits; for what is short.
function Invoke-Here([string]$Script) {
    $shell = [PowerShell]::Create()
    try {
        $shell.Runspace = $runspace
        $shell.AddScript($Script).Invoke()
        if ($shell.Streams.Error.Count -gt 0) { throw $shell.Streams.Error[0] }
    }
    finally { $shell.Dispose() }
}

function New-LocalRunspace {
    # Without a host of its own a prompt fails instead of waiting.
    $new = [RunspaceFactory]::CreateRunspace()
    $new.Open()
    $new
}

function Open-Session($With) {
    $stage = 'connect'
    try {
        if ($null -eq $With) { $script:runspace = New-LocalRunspace }
        else {
            if ($null -ne $With['SessionOption']) {
                $option = $With['SessionOption']
                $With['SessionOption'] = New-PSSessionOption @option
            }
            $script:remote = New-PSSession @With
            $script:runspace = $script:remote.Runspace
        }
        $stage = 'language'
        $mode = "$(Invoke-Here '"$($ExecutionContext.SessionState.LanguageMode)"')"
        if ($mode -ne 'FullLanguage') {
            $writer.WriteLine('{"refused":"language-mode","mode":' + (ConvertTo-SlipwayJson $mode) + '}')
            return
        }
        $stage = 'load'
        foreach ($text in $library) { [void](Invoke-Here $text) }
        $writer.WriteLine('{"opened":' + (Invoke-Here 'Get-SlipwaySession') + '}')
    }
    catch { $writer.WriteLine('{"refused":"' + $stage + '","error":' + (ConvertTo-SlipwayError $_ $true) + '}') }
}

function Start-Call($Message) {
    $given = @{}
    foreach ($name in $Message['secrets']) {
        $given[$name] = $secrets[$name]
        $secrets.Remove($name)
    }
    $shell = [PowerShell]::Create()
    $shell.Runspace = $runspace
    [void]$shell.AddCommand('Invoke-SlipwayCall').AddParameter('Call', $Message['call']).AddParameter('Secrets', $given)
    $nothing = New-Object 'System.Management.Automation.PSDataCollection[psobject]'
    $nothing.Complete()
    $output = New-Object 'System.Management.Automation.PSDataCollection[psobject]'
    $script:job = @{ Id = $Message['id']; Shell = $shell; Output = $output; Stopping = $null; Async = $null }
    try { $script:job.Async = $shell.BeginInvoke($nothing, $output) }
    catch {
        Send-Item (ConvertTo-SlipwayError $_ $true)
        Complete-Call 'lost'
    }
}

function Send-Item([string]$Item) { $writer.WriteLine("{`"id`":$($job.Id),`"item`":$Item}") }

function Send-Items {
    foreach ($item in $job.Output.ReadAll()) { Send-Item "$item" }
    foreach ($progress in $job.Shell.Streams.Progress.ReadAll()) {
        $percent = $progress.PercentComplete
        if ($percent -lt 0) { $percent = $null }
        $text = "$($progress.Activity)"
        if ($progress.StatusDescription) { $text = "${text}: $($progress.StatusDescription)" }
        Send-Item (ConvertTo-SlipwayJson @{ kind = 'stream'; stream = 'progress'; text = $text; percent = $percent })
    }
    foreach ($record in $job.Shell.Streams.Error.ReadAll()) { Send-Item (ConvertTo-SlipwayError $record $false) }
}

function Complete-Call([string]$How) {
    $writer.WriteLine("{`"id`":$($job.Id),`"ended`":`"$How`"}")
    $script:job = $null
    if ($How -ne 'gave-up') { return }
    # What does not stop keeps its runspace; the next call gets a new one.
    if ($null -eq $remote) {
        $script:runspace = New-LocalRunspace
        foreach ($text in $library) { [void](Invoke-Here $text) }
    }
}

# Sends what has come of the running call; ends it when it has ended, or does not stop.
function Step-Call {
    Send-Items
    if ($job.Async.IsCompleted) {
        $how = 'completed'
        if ($null -ne $job.Stopping) { $how = 'stopped' }
        try { [void]$job.Shell.EndInvoke($job.Async) }
        catch {
            if ($null -eq $job.Stopping) {
                $how = 'lost'
                Send-Item (ConvertTo-SlipwayError $_ $true)
            }
        }
        Send-Items
        if ($null -ne $remote -and "$($remote.Runspace.RunspaceStateInfo.State)" -ne 'Opened') { $how = 'lost' }
        $job.Shell.Dispose()
        Complete-Call $how
    }
    elseif ($null -ne $job.Stopping -and $job.Stopping.ElapsedMilliseconds -gt $GiveUpAfter) { Complete-Call 'gave-up' }
}

$line = $reader.ReadLineAsync()
while ($true) {
    if ($line.IsCompleted) {
        if ($null -eq $line.Result) { break }
        $message = Read-Message $line.Result
        $line = $reader.ReadLineAsync()
        switch ($message['do']) {
            'secret' { $secrets[$message['name']] = Protect-Text $message['value'] }
            'open' { Open-Session $message['with'] }
            'call' { Start-Call $message }
            'stop' {
                if ($null -ne $job -and $job.Id -eq $message['id'] -and $null -eq $job.Stopping) {
                    $job.Stopping = [Diagnostics.Stopwatch]::StartNew()
                    [void]$job.Shell.BeginStop($null, $null)
                }
            }
        }
        $message = $null
    }
    if ($null -eq $job) { if (-not $line.IsCompleted) { [void]$line.Wait(1000) } }
    else {
        [void][Threading.WaitHandle]::WaitAny(@(([IAsyncResult]$line).AsyncWaitHandle, $job.Async.AsyncWaitHandle), 25)
        Step-Call
    }
}
# Slipway has gone: whatever runs is stopped, and a call that does not stop does not keep this process.
if ($null -ne $job) {
    $stop = $job.Shell.BeginStop($null, $null)
    [void]$stop.AsyncWaitHandle.WaitOne($GiveUpAfter)
}
[Environment]::Exit(0)
