namespace OrleansOrders.SystemTests;

/// <summary>
/// The system under test: one process or, if the environment variable is <c>cluster</c>, three silos, two APIs and two bridges as separate processes.
/// The scenarios are the same.
/// </summary>
static class Topology
{
    const string Variable = "ORLEANS_ORDERS_TOPOLOGY";

    static readonly bool IsCluster = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "single" => false,
        "cluster" => true,
        var other => throw new InvalidOperationException($"{Variable} is '{other}'; it takes single and cluster."),
    };

    /// <summary>Starts the system with the given roles.</summary>
    /// <param name="options">The options of each process.</param>
    /// <param name="apiPorts">The ports of the APIs, if there are several.</param>
    public static async Task<IRunningApp> StartAsync(AppOptions options, IReadOnlyList<int> apiPorts)
    {
        if (!IsCluster) return await AppProcess.StartAsync(options);
        return await AppCluster.StartAsync(new()
        {
            RabbitMq = options.RabbitMq,
            Postgres = options.Postgres,
            ApiPorts = options.Roles.Contains("api", StringComparison.Ordinal) ? apiPorts : [],
            Bridges = options.Roles.Contains("bridge", StringComparison.Ordinal) ? 2 : 0,
            Environment = options.Environment,
        });
    }

    /// <summary>Sends requests to all APIs in turn, if there are several.</summary>
    public static HttpMessageHandler Handler(HttpMessageHandler inner, IReadOnlyList<int> apiPorts) =>
        IsCluster ? new InTurn(apiPorts) { InnerHandler = inner } : inner;

    sealed class InTurn(IReadOnlyList<int> ports) : DelegatingHandler
    {
        int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var port = ports[(int)((uint)Interlocked.Increment(ref _next) % (uint)ports.Count)];
            request.RequestUri = new UriBuilder(request.RequestUri!) { Port = port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
