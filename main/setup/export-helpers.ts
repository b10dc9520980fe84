/** Functions that every exported script begins with; 5.1 and later. */
export const scriptHelpers: readonly string[] = `
$ErrorActionPreference = 'Stop'
# Nothing asks: what is lost stands in the comments and warnings. Functions of a module see no preference of a script.
$ConfirmPreference = 'None'
$PSDefaultParameterValues = @{ '*:Confirm' = $false }
$ProgressPreference = 'SilentlyContinue'
$restartNeeded = $false

# What a command answers, as an array; $null when it failed. Errors in AbsentWhen mean that there is none.
function Read-HostState {
    param([scriptblock] $Command, [string[]] $AbsentWhen = @())
    $ErrorActionPreference = 'Continue'
    $objects = @()
    $failures = @()
    try {
        foreach ($item in @(& $Command 2>&1)) {
            if ($item -is [System.Management.Automation.ErrorRecord]) { $failures += $item } else { $objects += $item }
        }
    }
    catch { $failures += $_ }
    foreach ($failure in $failures) {
        $id = "$($failure.FullyQualifiedErrorId)"
        if ($AbsentWhen -contains $id -or $AbsentWhen -contains ($id -split ',')[0]) { continue }
        Write-Warning "$failure"
        return $null
    }
    , $objects
}

# Looks, does what is needed, and looks again. Throws when the step cannot be done here.
function Invoke-Step {
    param(
        [string] $Title, [int] $Seconds, [scriptblock] $Look, [scriptblock] $Satisfied, [scriptblock] $Wanting,
        [scriptblock] $Awaiting = { $false }, [scriptblock] $Busy = { $false }, [hashtable[]] $Refused = @(),
        [scriptblock] $Apply = { }, [switch] $Late, [switch] $RestartAlways
    )
    Write-Host $Title
    $end = (Get-Date).AddSeconds($Seconds)
    while ($true) {
        $seen = & $Look
        if (& $Satisfied) { Write-Host '  It is so already.'; return }
        if (& $Awaiting) { Write-Host '  It waits for a restart.'; $script:restartNeeded = $true; return }
        $known = (& $Wanting) -and @($Refused | Where-Object { -not (& $_.When) -and -not (& $_.Not) }).Count -eq 0
        $undecided = (& $Busy) -or ($Late -and -not $known)
        if (-not $undecided -or (Get-Date) -ge $end) { break }
        Start-Sleep -Seconds 1
    }
    foreach ($reason in $Refused) {
        if (& $reason.When) { throw "$Title. $($reason.Text)" }
    }
    if (-not $known) { throw "$Title. The state of this computer could not be read, see the warnings above." }
    $answers = @(& $Apply)
    if ($answers.Count -gt 0) { $answers | Out-Host }
    if ($RestartAlways -or @($answers | Where-Object { "$($_.RestartNeeded)" -match '^(True|Yes|Maybe)$' }).Count -gt 0) {
        $script:restartNeeded = $true
    }
    $end = (Get-Date).AddSeconds($Seconds)
    while ($true) {
        $seen = & $Look
        if (& $Satisfied) { Write-Host '  Done.'; return }
        if (& $Awaiting) { Write-Host '  Done; it waits for a restart.'; $script:restartNeeded = $true; return }
        if ((Get-Date) -ge $end) { throw "$Title. The computer did not change as it should have." }
        Start-Sleep -Seconds 1
    }
}
`
  .trim()
  .split('\n')

/** Where the plan restarts: by itself when asked to, else it ends with the exit code that installers use for this. */
export const scriptRestart: readonly string[] = `
# What comes now needs the restart that the steps above ask for.
if ($restartNeeded) {
    if ($Restart) {
        Write-Host 'Restarting. Run this script again afterwards: it goes on from there.'
        Restart-Computer -Force
    }
    else { Write-Host 'Restart this computer, then run this script again: it goes on from there.' }
    exit 3010
}
`
  .trim()
  .split('\n')
