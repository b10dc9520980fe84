/**
 * What of .NET and PowerShell the runner and the module may name: each looked up as a part of .NET Framework 4.5, which
 * Windows PowerShell 5.1 needs at least, or of PowerShell 5.1 itself. A name that is not here fails the test: look it up
 * (learn.microsoft.com, "Applies to"), then add it.
 */
const members = `
Add AddCommand AddParameter AddScript Append AppendChar Arguments AsyncWaitHandle AutoFlush BaseObject BaseStream
BeginInvoke BeginStop Category CategoryInfo Close Complete ComputeHash Contains Count CreateNoWindow Dispose
ElapsedMilliseconds EndInvoke Error ErrorDetails Exception ExitCode FullName FullyQualifiedErrorId GetEnumerator
GetString GetType Groups HResult HasExited Id Index InnerException Invoke IsCompleted IsInRole IsPresent IsPrimitive
Kill LanguageMode Length MakeReadOnly Match Message MessageData Name OEMCodePage Open PSEdition PSObject PSVersion Path
PercentComplete Platform Progress Properties Activity Read ReadAll ReadAsync ReadLineAsync RedirectStandardError
RedirectStandardInput RedirectStandardOutput Remove Replace Result Runspace RunspaceStateInfo Seek SessionState
SetLength Split StandardError StandardInput StandardOutput Start StartsWith State StatusDescription Streams Substring
Success TargetName TargetObject TextInfo ToArray ToCharArray ToLowerInvariant ToString ToUniversalTime TrimEnd
UseShellExecute UtcDateTime Value Values Wait WaitForExit WaitOne Write WriteLine ContainsKey GetBytes Connect
ReadLine Keys ReleaseMutex FileName GetBaseException NativeErrorCode ProductVersion VersionInfo Verb WindowStyle
`
/** Keys of the runner's own tables, and properties of what Windows answers. */
const ownNames = `
$Name All Async At Buffer ComponentServicing Depth FileRename Line Output RestartNeeded Secrets Shell Sign Stopping
Stream Task Text WindowsUpdate Rest Parts BuildLabEx CurrentBuild DisplayVersion EditionID ImagePath InstallationType
PendingFileRenameOperations ProductName UBR hosts
`
const statics = `
Array::Copy Array::IndexOf Array::LastIndexOf BitConverter::ToString Console::OpenStandardInput
Console::OpenStandardOutput Convert::FromBase64String Convert::ToBase64String Diagnostics.Process::Start
Diagnostics.Stopwatch::StartNew Environment::Exit Environment::MachineName Environment::OSVersion
Environment::SystemDirectory Environment::UserName Environment::SetEnvironmentVariable Environment::GetEnvironmentVariable Globalization.CultureInfo::CurrentCulture
Globalization.CultureInfo::InvariantCulture IO.File::Delete IO.File::Exists IO.File::Move IO.File::OpenRead
IO.File::ReadAllText IO.File::Replace IO.File::ReadAllBytes IO.Path::Combine IO.Path::IsPathRooted Math::Abs Math::Max
NullString::Value PowerShell::Create RunspaceFactory::CreateRunspace Security.Cryptography.SHA256::Create
Security.Principal.WindowsBuiltInRole::Administrator Security.Principal.WindowsIdentity::GetCurrent
Text.Encoding::ASCII Text.Encoding::GetEncoding Text.Encoding::UTF8 Text.Encoding::Unicode
Threading.Mutex::OpenExisting Threading.WaitHandle::WaitAny WildcardPattern::Escape double::IsInfinity double::IsNaN double::Parse int::MaxValue
int::MinValue long::TryParse regex::Matches regex::Replace regex::Unescape scriptblock::Create string::Format
string::Join IO.File::ReadAllBytes
`
const types = `
Array BitConverter ComponentModel.Win32Exception Console Convert DBNull DateTimeOffset Diagnostics.Process Diagnostics.Stopwatch Environment
Globalization.CultureInfo IAsyncResult IO.File IO.FileInfo IO.IOException IO.Path IO.Stream IntPtr Math NullString
PowerShell RunspaceFactory Security.Cryptography.SHA256 Security.Principal.WindowsBuiltInRole
Security.Principal.WindowsIdentity System.Collections.IDictionary System.Collections.IEnumerable
System.Management.Automation.CommandNotFoundException System.Management.Automation.DebugRecord
System.Management.Automation.ErrorRecord System.Management.Automation.InformationRecord
System.Management.Automation.PSCustomObject System.Management.Automation.SwitchParameter
System.Management.Automation.VerboseRecord System.Management.Automation.WarningRecord System.Xml.XmlNode Text.Encoding
Text.StringBuilder Threading.AbandonedMutexException Threading.Mutex Threading.WaitHandle Threading.WaitHandleCannotBeOpenedException UIntPtr UnauthorizedAccessException ValueType WildcardPattern bool byte byte[] char datetime decimal double
enum hashtable int long ref regex scriptblock single string string[] switch void
`
const words = (text: string) => text.trim().split(/\s+/)

export const knownMembers = new Set([
  ...[...words(members), ...words(ownNames)].map((name) => `.${name}`),
  ...words(statics),
])
export const knownTypes = new Set(words(types))

/** Cmdlets of 5.1 that cmdlets.json does not have, with the parameters in use. */
export const knownParameters = new Map([
  ['New-Object', ['TypeName', 'ArgumentList', 'Property']],
  ['Start-Sleep', ['Milliseconds', 'Seconds']],
])
