# Runs scripts one after the other in one process (script-host.ts): a path a line comes in; what it wrote goes out as one
# line of JSON, with the code that it ended with. Each runs by `&`, as a file of its own: its variables and functions
# are of its own scope, and `exit` ends the script alone.
param([string]$Module)
Import-Module $Module -DisableNameChecking -Global
while ($null -ne ($path = [Console]::In.ReadLine())) {
    $global:LASTEXITCODE = 0
    $code = 1
    $output = @()
    try {
        & $path -Restart *>&1 | ForEach-Object { $output += "$_" }
        $code = $global:LASTEXITCODE
    }
    catch { $output += "$_" }
    [Console]::Out.WriteLine('script-host ' + (ConvertTo-Json -Compress @{ code = $code; output = ($output -join "`n") }))
}
