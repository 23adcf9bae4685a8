using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>What is kept in <c>bench/results</c>: one file a series, named after its time, what it measured and its engine.</summary>
static class ResultFile
{
    /// <summary>What every table begins with: when, what, on which engine, machine and servers, which commit.</summary>
    public static string Head(string what, string engine, BenchServers servers, string commit, DateTimeOffset at) => new StringBuilder()
        .AppendLine(CultureInfo.InvariantCulture, $"# {at:yyyy-MM-dd HH:mm} UTC, {engine} engine: {what}").AppendLine()
        .AppendLine(CultureInfo.InvariantCulture, $"- Commit: {commit}")
        .AppendLine(CultureInfo.InvariantCulture, $"- Machine: {MachineInfo.Line}")
        .AppendLine(CultureInfo.InvariantCulture, $"- Servers: RabbitMQ {servers.BrokerVersion}, PostgreSQL {servers.DatabaseVersion}, on the same machine")
        .ToString();

    /// <summary>Writes the file and returns where.</summary>
    public static string Keep(string series, string engine, DateTimeOffset at, string text)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd-HHmm}-{series}-{engine}.md");
        var path = Path.Combine(Repository.Root, "bench", "results", name);
        File.WriteAllText(path, text);
        return path;
    }
}
