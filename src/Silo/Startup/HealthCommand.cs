using Microsoft.Extensions.Configuration;

namespace OrleansOrders.Silo;

/// <summary>
/// <c>--health</c>: checks whether the running process with the same settings is ready, for environments without another client. Exit code 0 if it
/// is; otherwise 1 and its reply.
/// </summary>
static class HealthCommand
{
    public const string Option = "--health";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static async Task<int> Run(IConfiguration configuration)
    {
        var address = AddressOf(configuration["urls"]!);
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"));
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await Console.Out.WriteLineAsync($"{address} does not answer: {exception.Message}");
            return 1;
        }
    }

    /// <summary>The first listen address of the server, as reachable from this machine.</summary>
    internal static Uri AddressOf(string urls)
    {
        var first = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        foreach (var any in (string[])["://+", "://*", "://0.0.0.0", "://[::]"]) first = first.Replace(any, "://127.0.0.1", StringComparison.Ordinal);
        return new(first);
    }
}
