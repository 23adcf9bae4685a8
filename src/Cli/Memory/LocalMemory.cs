using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansOrders.Cli;

/// <summary>
/// Data kept on this machine between runs, as small JSON files in one folder. It is only a convenience: an unreadable file counts as absent, and a
/// failed write is reported once.
/// </summary>
sealed class LocalMemory(string? folder, Action<string> warn)
{
    bool _warned;

    /// <summary>Under <c>XDG_STATE_HOME</c>, else under <c>~/.local/state</c>, else in the system's folder for application data.</summary>
    public static LocalMemory Of(CliHost host)
    {
        var state = host.Variable("XDG_STATE_HOME") is { Length: > 0 } given && Path.IsPathFullyQualified(given) ? given
            : host.Variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return new(state.Length == 0 ? null : Path.Combine(state, "orleans-orders"), line => host.Error.WriteLine("orders: " + PlainText.OneLine(line)));
    }

    public string? Customer => Read("customer.json", CliJson.Default.RememberedCustomer)?.CustomerId;

    public void Remember(string customer) => Write("customer.json", new(customer), CliJson.Default.RememberedCustomer);

    public WatchPosition PositionOf(Uri server, string customer) =>
        Read(FileOf(server.ToString(), customer), CliJson.Default.WatchPosition) ?? new(server.ToString(), customer);

    public void Remember(WatchPosition position) => Write(FileOf(position.Server, position.CustomerId), position, CliJson.Default.WatchPosition);

    // One file each, so that two watches never overwrite each other.
    static string FileOf(string server, string customer) =>
        $"watch-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(server + "\n" + customer)))[..16]}.json";

    T? Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        if (folder is null) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, file)), type);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    // Renamed into place, so that neither a reader nor a crash leaves half a file.
    void Write<T>(string file, T value, JsonTypeInfo<T> type)
    {
        if (folder is null) return;
        var path = Path.Combine(folder, file);
        var draft = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(value, type));
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_warned) warn($"Nothing is remembered for the next time: {e.Message}");
            _warned = true;
        }
    }
}
