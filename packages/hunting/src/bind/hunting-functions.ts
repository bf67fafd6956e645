/** The insights of a row, each with a type and an array `About` of kinds and values (the vendor's pages of the functions). */
const INSIGHTS = 'parse_json(column_ifexists("Insights", ""))';

const TYPE = 'tostring(coalesce(Insight_.Type, Insight_.InsightType))';

/** Rows with an insight of a type. */
const withInsight = (type: string): string => `(T:(*)) {
  T | mv-apply Insight_ = ${INSIGHTS} on (where ${TYPE} == "${type}" | take 1) | project-away Insight_
}`;

/** Rows with an insight, of a type where one is asked for, that is about a kind or a value. */
const withInsightAbout = (property: 'Kind' | 'Value'): string => `(T:(*), x:string, y:string = "") {
  T
  | mv-apply Insight_ = ${INSIGHTS} on (
      where isempty(y) or ${TYPE} == y
      | mv-expand About_ = Insight_.About
      | where tostring(About_.${property}) == x
      | take 1)
  | project-away Insight_, About_
}`;

/**
 * The service's own functions over hunting tables, in the language itself: they answer from the tenant's events
 * (reference: defender-xdr, section 10). Each is declared before the queries that name it.
 */
const declarations: Readonly<Record<string, string>> = {
  /**
   * What the tenant knows of a file. Prevalence is the number of devices that saw it. Every row is enriched; the service
   * stops at a number of rows, which a limit of its own makes unnecessary here.
   */
  FileProfile: `(T:(*), x:string = "SHA1", y:long = 100) {
  let seen = union
      (DeviceFileEvents | project Timestamp, DeviceId, SHA1, SHA256, MD5, FileSize, isRun = false, Company = "", Product = ""),
      (DeviceImageLoadEvents | project Timestamp, DeviceId, SHA1, SHA256, MD5, FileSize, isRun = true, Company = "", Product = ""),
      (DeviceProcessEvents | project Timestamp, DeviceId, SHA1, SHA256, MD5, FileSize, isRun = true,
        Company = ProcessVersionInfoCompanyName, Product = ProcessVersionInfoProductName)
    | extend FileHash = tolower(iff(x endswith "SHA256", SHA256, SHA1))
    | where isnotempty(FileHash)
    | summarize KnownSHA1 = max(SHA1), KnownSHA256 = max(SHA256), KnownMD5 = max(MD5), KnownSize = max(FileSize),
        GlobalPrevalence = toint(dcount(DeviceId)), GlobalFirstSeen = min(Timestamp), GlobalLastSeen = max(Timestamp),
        IsExecutable = countif(isRun) > 0, Publisher = max(Company), SoftwareName = max(Product) by FileHash;
  let signed = DeviceFileCertificateInfo
    | extend SignedSHA1 = tolower(SHA1)
    | summarize arg_max(Timestamp, Signer, Issuer, SignerHash, IsSigned, IsTrusted, IsRootSignerMicrosoft) by SignedSHA1
    | project SignedSHA1, Signer, Issuer, SignerHash, IsCertificateValid = IsTrusted, IsRootSignerMicrosoft,
        SignatureState = case(IsSigned and IsTrusted, "SignedValid", IsSigned, "SignedInvalid",
          IsSigned == false, "Unsigned", "Unknown");
  let accused = AlertEvidence
    | extend AccusedHash = tolower(iff(x endswith "SHA256", SHA256, SHA1))
    | where isnotempty(AccusedHash) and isnotempty(ThreatFamily)
    | summarize arg_max(Timestamp, ThreatName = ThreatFamily) by AccusedHash
    | project AccusedHash, ThreatName;
  let profiles = seen
    | extend LowerSHA1 = tolower(KnownSHA1)
    | join kind=leftouter signed on $left.LowerSHA1 == $right.SignedSHA1
    | join kind=leftouter accused on $left.FileHash == $right.AccusedHash
    | project-away LowerSHA1, SignedSHA1, AccusedHash;
  T
  | extend WantedHash = tolower(case(x == "SHA256", column_ifexists("SHA256", ""),
      x == "InitiatingProcessSHA1", column_ifexists("InitiatingProcessSHA1", ""),
      x == "InitiatingProcessSHA256", column_ifexists("InitiatingProcessSHA256", ""),
      column_ifexists("SHA1", "")))
  | join kind=leftouter profiles on $left.WantedHash == $right.FileHash
  | extend ProfileAvailability = case(isempty(WantedHash), "", isempty(FileHash), "Missing", "Available"),
      SHA1 = coalesce(column_ifexists("SHA1", ""), KnownSHA1),
      SHA256 = coalesce(column_ifexists("SHA256", ""), KnownSHA256),
      MD5 = coalesce(column_ifexists("MD5", ""), KnownMD5),
      FileSize = coalesce(column_ifexists("FileSize", long(null)), KnownSize),
      SignatureState = iff(isnotempty(FileHash) and isempty(SignatureState), "Unknown", SignatureState)
  | project-away WantedHash, FileHash, KnownSHA1, KnownSHA256, KnownMD5, KnownSize
}`,
  /** The latest addresses of a device at a time, newest first known. */
  AssignedIPAddresses: `(x:string, y:datetime = datetime(null)) {
  DeviceNetworkInfo
  | where DeviceId == x or DeviceName =~ x
  | where isnull(y) or Timestamp <= y
  | summarize arg_max(Timestamp, IPAddresses, NetworkAdapterType, ConnectedNetworks) by NetworkAdapterName, MacAddress
  | mv-expand Address = parse_json(IPAddresses)
  | extend IPAddress = tostring(Address.IPAddress)
  | where isnotempty(IPAddress)
  | project Timestamp, IPAddress, IPType = iff(ipv4_is_private(IPAddress), "Private", "Public"), NetworkAdapterType,
      ConnectedNetworks
}`,
  /** The device that last had a local address. */
  DeviceFromIP: `(T:(*), x:string = "IP", y:datetime = datetime(null)) {
  T
  | extend WantedAddress = column_ifexists("IP", "")
  | join kind=leftouter (
      DeviceNetworkInfo
      | where isnull(y) or Timestamp <= y
      | mv-expand Address = parse_json(IPAddresses)
      | extend HeldAddress = tostring(Address.IPAddress)
      | where isnotempty(HeldAddress)
      | summarize arg_max(Timestamp, HolderId = DeviceId) by HeldAddress
      | project HeldAddress, HolderId) on $left.WantedAddress == $right.HeldAddress
  | extend DeviceId = HolderId
  | project-away WantedAddress, HeldAddress, HolderId
}`,
  /** The onboarded devices that had a connection with an address of the given device. */
  SeenBy: `(T:(*), x:string = "DeviceId") {
  T
  | extend WantedDevice = column_ifexists("DeviceId", "")
  | join kind=leftouter (
      DeviceNetworkInfo
      | mv-expand Address = parse_json(IPAddresses)
      | extend HeldAddress = tostring(Address.IPAddress)
      | where isnotempty(HeldAddress)
      | distinct HolderId = DeviceId, HeldAddress
      | join kind=inner (
          DeviceNetworkEvents
          | where isnotempty(RemoteIP)
          | summarize LastEncountered = max(Timestamp) by RemoteIP, ObserverId = DeviceId
        ) on $left.HeldAddress == $right.RemoteIP
      | where HolderId != ObserverId
      | summarize LastEncountered = max(LastEncountered) by HolderId, ObserverId
      | summarize SeenBy = make_list(bag_pack("DeviceId", ObserverId, "LastEncountered", LastEncountered)) by HolderId
    ) on $left.WantedDevice == $right.HolderId
  | project-away WantedDevice, HolderId
}`,
  GetFirstSeenBehaviors: withInsight('FirstSeen'),
  GetUncommonValueBehaviors: withInsight('UncommonValue'),
  GetHighVolumeAnomalyBehaviors: withInsight('HighVolumeAnomaly'),
  GetAnomalousBehaviorsByKind: withInsightAbout('Kind'),
  GetAnomalousBehaviorsByValue: withInsightAbout('Value'),
  /** Rows with one insight that is about everything asked for. */
  GetAnomalousBehaviorsAbout: `(T:(*), x:dynamic) {
  T
  | mv-apply with_itemindex=Place_ Insight_ = ${INSIGHTS} on (
      mv-expand About_ = Insight_.About
      | mv-expand Wanted_ = x
      | where tostring(About_.Kind) == tostring(Wanted_.Kind)
      | where isempty(tostring(Wanted_.Value)) or tostring(About_.Value) == tostring(Wanted_.Value)
      | summarize Met_ = dcount(tostring(Wanted_)) by Place_
      | where Met_ == array_length(x)
      | take 1)
  | project-away Place_, Met_
}`,
};

const names = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

const declares = (text: string, name: string): boolean => new RegExp(`\\blet\\s+${name}\\b`).test(text);

/** The declarations of the functions that `text` names and does not declare itself, to stand before it. */
export const declarationsFor = (text: string): string =>
  Object.entries(declarations)
    .filter(([name]) => names(text, name) && !declares(text, name))
    .map(([name, body]) => `let ${name} = ${body};\n`)
    .join('');

/** Whether the service itself has a function of the name. */
export const isHuntingFunction = (name: string): boolean => Object.hasOwn(declarations, name);
