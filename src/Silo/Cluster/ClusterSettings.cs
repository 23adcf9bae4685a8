using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Cluster</c>: how the processes of one system find each other, through the database.</summary>
sealed class ClusterSettings : IValidatableObject
{
    public const string Section = "Cluster";

    /// <summary>Orleans' name of the database driver.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>The value of <see cref="Address"/> that selects the host's own address.</summary>
    const string HostAddress = "auto";

    /// <summary>
    /// Processes with the same id form one cluster; default <c>orleans-orders</c>, 1 to 150 characters. A second cluster on the same
    /// database (such as a new version beside an old one) works and shares its data; the row versions keep that safe but not fast.
    /// </summary>
    [Required, StringLength(150, MinimumLength = 1)]
    public string ClusterId { get; set; } = "orleans-orders";

    /// <summary>
    /// The IP address at which other processes reach this silo: default 127.0.0.1, for a single machine. <c>auto</c>: the first address of
    /// the host name, for containers. With an address other than loopback, the silo listens on all addresses.
    /// </summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>
    /// Port for other silos; default 11111, 1 to 65535; 0: any free port. With a fixed port, a restarted silo is recognised immediately.
    /// </summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for clients (APIs and bridges); default 30000, 1 to 65535; 0: any free port.</summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// Timeout of a probe; a silo that misses three is declared dead. Default 5 s, 200 ms to 1 min. A shorter timeout detects a dead
    /// machine sooner but may evict a busy one. A killed process is detected sooner, because its connections break.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a client waits for a grain's reply before it repeats the call; default 10 s, 6 s to 5 min. Longer than a busy database
    /// takes and than one call waits for an order (5 s), and shorter than the timeout of clients: it is the delay of a call whose silo
    /// died.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:06", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Interval at which a client refreshes its list of silos; default 5 s, 100 ms to 5 min. Each refresh is one small query.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan GatewayRefresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Number of grains whose location a silo caches; default 100,000, 1,000 to 10,000,000. It should exceed the items sold plus the orders
    /// processed at the same time: other locations need a lookup, in a cluster at another silo. An entry takes 0.3 KB for up to eight
    /// minutes, and every order leaves one.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int DirectoryCacheSize { get; set; } = 100_000;

    /// <summary>The address to advertise; null: Orleans uses the host's own.</summary>
    public IPAddress? Advertised => Address.Equals(HostAddress, StringComparison.OrdinalIgnoreCase) ? null : IPAddress.Parse(Address);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Address.Equals(HostAddress, StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(Address, out _))
            yield return new ValidationResult($"Cluster:Address is '{Address}'; it must be an IP address or '{HostAddress}'.");
    }
}
