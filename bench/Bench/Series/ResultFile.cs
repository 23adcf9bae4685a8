using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>What is kept in <c>bench/results</c>: one file a series, named after its time and what it measured.</summary>
static class ResultFile
{
    /// <summary>What every table begins with: when, what, on which machine and servers, which commit.</summary>
    public static string Head(string what, BenchServers servers, string commit, DateTimeOffset at) => new StringBuilder()
        .AppendLine(CultureInfo.InvariantCulture, $"# {at:yyyy-MM-dd HH:mm} UTC: {what}").AppendLine()
        .AppendLine(CultureInfo.InvariantCulture, $"- Commit: {commit}")
        .AppendLine(CultureInfo.InvariantCulture, $"- Machine: {MachineInfo.Line}")
        .AppendLine(CultureInfo.InvariantCulture, $"- Servers: RabbitMQ {servers.BrokerVersion}, PostgreSQL {servers.DatabaseVersion}, on the same machine")
        .ToString();

    /// <summary>Writes the file and returns where.</summary>
    public static string Keep(string series, DateTimeOffset at, string text)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd-HHmm}-{series}.md");
        var path = Path.Combine(Repository.Root, "bench", "results", name);
        File.WriteAllText(path, text);
        return path;
    }
}
