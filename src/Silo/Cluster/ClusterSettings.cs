using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;
using Orleans.Configuration;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Cluster</c>: how the processes of one system find each other. The database is the meeting point.</summary>
sealed class ClusterSettings : IValidatableObject
{
    public const string Section = "Cluster";

    /// <summary>What Orleans calls the database's driver.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>The value of <see cref="Address"/> with which a silo takes its host's own address.</summary>
    const string HostAddress = "auto";

    /// <summary>
    /// Processes with the same id are one cluster; default <c>orleans-orders</c>, 1 to 150 characters. A second cluster on the same database
    /// (a new version beside an old one) works and shares its data; the versions of rows keep that safe, not fast.
    /// </summary>
    [Required, StringLength(150, MinimumLength = 1)]
    public string ClusterId { get; set; } = "orleans-orders";

    /// <summary>
    /// Under which IP address the other processes reach this silo: default 127.0.0.1, which is right for one machine; <c>auto</c>: the first
    /// address of the host's name, as in a container. Other than loopback, the silo listens on every address.
    /// </summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for other silos; default 11111, 1 to 65535; 0: any free one. With a fixed one a silo that comes back is known at once.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for clients, APIs and bridges; default 30000, 1 to 65535; 0: any free one.</summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// How long a silo may leave a probe unanswered, three times, before it is declared dead; default 5 s, 200 ms to 1 min. Shorter finds a dead
    /// machine sooner and suspects a busy one; a process that was killed is noticed sooner, since its connections break.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a client waits for a grain's answer before the call is made again; default 10 s, 6 s to 5 min. Above what a busy database takes and
    /// what an order is waited for in one call (5 s), below a client's patience: it is what a call costs whose silo died with it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:06", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How old a client's list of silos may be; default 5 s, 100 ms to 5 min. One small query each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan GatewayRefresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Of how many grains a silo remembers where they live; default 100,000, 1,000 to 10,000,000. Above the items that are sold and the orders that are
    /// worked on at once: what is not remembered is looked up, in a cluster at another silo. A place takes 0.3 KB for up to eight minutes, and every order leaves one.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int DirectoryCacheSize { get; set; } = 100_000;

    /// <summary>The service's name for good, whatever the cluster is called.</summary>
    public Action<ClusterOptions> Name => options =>
    {
        options.ServiceId = "orleans-orders";
        options.ClusterId = ClusterId;
    };

    /// <summary>The address to tell others; null: Orleans takes the host's own.</summary>
    public IPAddress? Advertised => Address.Equals(HostAddress, StringComparison.OrdinalIgnoreCase) ? null : IPAddress.Parse(Address);

    /// <summary>Reads the section; <see cref="ValidationException"/> for a value out of its bounds.</summary>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<ClusterSettings>() ?? new();
        Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);
        return settings;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Address.Equals(HostAddress, StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(Address, out _))
            yield return new ValidationResult($"Cluster:Address is '{Address}'; it takes an IP address or '{HostAddress}'.");
    }
}
