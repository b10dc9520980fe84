/**
 * Commands that Windows PowerShell 5.1 of a Server Core image has and the practice host has not, by module. For these the
 * answer is that they are missing here; "not recognized" is for what is missing there as well.
 */
const real = new Set(
  `
Add-History Add-PSSnapin Clear-History Connect-PSSession Debug-Job Disable-PSRemoting Disconnect-PSSession
Enable-PSRemoting Enter-PSHostProcess Enter-PSSession Exit-PSHostProcess Exit-PSSession Export-ModuleMember Get-History
Get-Job Get-Module Get-PSHostProcessInfo Get-PSSession Get-PSSessionConfiguration Import-Module Invoke-Command
Invoke-History New-Module New-ModuleManifest New-PSSession Out-Default Out-Host Receive-Job Receive-PSSession
Register-PSSessionConfiguration Remove-Job Remove-Module Remove-PSSession Save-Help Set-PSDebug Set-StrictMode Start-Job
Stop-Job Test-ModuleManifest Update-Help Wait-Job Add-Computer Checkpoint-Computer Clear-Content Clear-EventLog
Clear-Item Clear-ItemProperty Clear-RecycleBin Complete-Transaction Convert-Path Copy-ItemProperty Debug-Process
Get-Clipboard Get-ControlPanelItem Get-EventLog Get-HotFix Get-ItemProperty Get-ItemPropertyValue Get-PSDrive
Get-PSProvider Get-TimeZone Get-WmiObject Invoke-Item Invoke-WmiMethod Join-Path Limit-EventLog New-EventLog
New-ItemProperty New-PSDrive New-Service New-WebServiceProxy Move-ItemProperty Pop-Location Push-Location
Register-WmiEvent Remove-Computer Remove-EventLog Remove-ItemProperty Remove-PSDrive Remove-WmiObject Rename-Computer
Rename-ItemProperty Reset-ComputerMachinePassword Resolve-Path Restart-Computer Restart-Service Resume-Service
Set-Clipboard Set-Item Set-ItemProperty Set-Service Set-TimeZone Set-WmiInstance Show-EventLog Split-Path Start-Process
Start-Service Stop-Computer Stop-Service Suspend-Service Test-ComputerSecureChannel Test-Connection Undo-Transaction
Wait-Process Write-EventLog Add-Member Add-Type Clear-Variable Compare-Object ConvertFrom-Csv ConvertFrom-Json
ConvertFrom-String ConvertFrom-StringData Convert-String ConvertTo-Csv ConvertTo-Html ConvertTo-Json ConvertTo-Xml
Debug-Runspace Disable-PSBreakpoint Enable-PSBreakpoint Export-Alias Export-Clixml Export-Csv Export-FormatData
Export-PSSession Format-Custom Format-Hex Format-Wide Get-Alias Get-Culture Get-Event Get-EventSubscriber Get-FileHash
Get-FormatData Get-Host Get-Member Get-PSBreakpoint Get-PSCallStack Get-Random Get-Runspace Get-TraceSource Get-TypeData
Get-UICulture Get-Unique Get-Verb Group-Object Import-Alias Import-Clixml Import-Csv Import-LocalizedData
Import-PowerShellDataFile Import-PSSession Invoke-Expression Invoke-RestMethod Invoke-WebRequest Measure-Command
New-Alias New-Event New-Guid New-Object New-TemporaryFile New-TimeSpan New-Variable Out-GridView Out-Printer Read-Host
Register-EngineEvent Register-ObjectEvent Remove-Event Remove-PSBreakpoint Remove-TypeData Remove-Variable
Select-String Select-Xml Send-MailMessage Set-Alias Set-Date Set-PSBreakpoint Set-TraceSource Set-Variable Show-Command
Tee-Object Trace-Command Unblock-File Unregister-Event Update-FormatData Update-List Update-TypeData Wait-Debugger
Wait-Event Write-Debug Write-Information Write-Progress Write-Verbose Write-Warning ConvertFrom-SecureString
ConvertTo-SecureString Get-Acl Get-AuthenticodeSignature Get-CmsMessage Get-Credential Get-ExecutionPolicy
Get-PfxCertificate New-FileCatalog Protect-CmsMessage Set-Acl Set-AuthenticodeSignature Set-ExecutionPolicy
Test-FileCatalog Unprotect-CmsMessage Start-Transcript Stop-Transcript Export-Counter Get-Counter Get-WinEvent
Import-Counter New-WinEvent Compress-Archive Expand-Archive Get-CimAssociatedInstance Get-CimClass Get-CimInstance
Get-CimSession Invoke-CimMethod New-CimInstance New-CimSession Remove-CimInstance Remove-CimSession Set-CimInstance
Find-Module Find-Package Find-Script Get-InstalledModule Get-InstalledScript Get-Package Get-PackageProvider
Get-PackageSource Get-PSRepository Install-Module Install-Package Install-PackageProvider Install-Script Publish-Module
Register-PSRepository Save-Module Uninstall-Module Uninstall-Package Update-Module Get-NetAdapter
Get-NetAdapterStatistics Disable-NetAdapter Enable-NetAdapter Rename-NetAdapter Restart-NetAdapter Set-NetAdapter
Get-NetIPConfiguration Get-NetIPInterface Get-NetRoute Get-NetNeighbor Get-NetTCPConnection Get-NetUDPEndpoint
New-NetIPAddress New-NetRoute Remove-NetIPAddress Remove-NetRoute Set-NetIPAddress Set-NetIPInterface
Clear-DnsClientCache Get-DnsClient Get-DnsClientCache Get-DnsClientServerAddress Register-DnsClient Resolve-DnsName
Set-DnsClient Set-DnsClientServerAddress Get-NetFirewallProfile Get-NetFirewallRule New-NetFirewallRule
Set-NetFirewallRule Remove-NetFirewallRule Enable-NetFirewallRule Disable-NetFirewallRule Get-LocalGroup
Get-LocalGroupMember Get-LocalUser New-LocalGroup New-LocalUser Add-LocalGroupMember Remove-LocalGroup
Remove-LocalGroupMember Remove-LocalUser Set-LocalGroup Set-LocalUser Enable-LocalUser Disable-LocalUser
Get-WindowsOptionalFeature Enable-WindowsOptionalFeature Disable-WindowsOptionalFeature Get-WindowsFeature
Install-WindowsFeature Uninstall-WindowsFeature Add-WindowsFeature Get-WindowsPackage Get-WindowsEdition
Get-ScheduledTask New-ScheduledTask Register-ScheduledTask Start-ScheduledTask Get-Disk Get-Partition Get-Volume
Get-PhysicalDisk Get-SmbShare New-SmbShare Get-SmbMapping New-SmbMapping Invoke-Pester Get-PnpDevice
New-SelfSignedCertificate Import-Certificate Import-PfxCertificate Export-Certificate Test-Certificate
Test-WSMan Get-WSManInstance Invoke-WSManAction Set-WSManQuickConfig Connect-WSMan Get-PSReadLineOption
`
    .trim()
    .toLowerCase()
    .split(/\s+/),
)

/** PowerShell's own short names for them. */
const short = new Set(
  'asnp clc clhy cli clp clv cnsn compare cpp cvpa dbp diff dnsn ebp epal epcsv epsn etsn exsn fc fhx fw gal gbp gcb gcim gcls gcms gcs gdr ghy gjb gm gmo gp gps gpv group gsn gtz gu gwmi h history icim icm iex ihy ii ipal ipcsv ipmo ipsn irm ise iwmi iwr curl wget lp mount mp nal ncim ndr nmo npssc nsn nv ogv oh popd pushd r rbp rcim rcjb rcsn rdr rjb rmo rnp rp rsn rsnp rujb rv rvpa rwmi sajb sal saps sasv sbp scb set shcm si sls sp spjb spsv start stz sujb sv swmi tee trcm wjb'.split(
    ' ',
  ),
)

/** True for a command that real Windows PowerShell would have found. */
export function isRealCommand(name: string): boolean {
  const key = name.toLowerCase().replace(/^[\w.]+\\(?=\w+-\w+$)/, '')
  return real.has(key) || short.has(key)
}
