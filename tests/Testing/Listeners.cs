using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace OrleansOrders.Testing;

/// <summary>The TCP endpoints on which processes listen, read from <c>/proc</c> of Linux.</summary>
public static class Listeners
{
    const string Listening = "0A";

    /// <summary>The endpoints of one process.</summary>
    public static IReadOnlyList<IPEndPoint> Of(int process)
    {
        var own = Sockets(process.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        return [.. All().Where(socket => own.Contains(socket.Inode)).Select(socket => socket.EndPoint)];
    }

    /// <summary>All endpoints of every process that listens on one of these ports.</summary>
    public static IReadOnlyList<IPEndPoint> OfOwners(IReadOnlyCollection<int> ports)
    {
        var all = All();
        var asked = all.Where(socket => ports.Contains(socket.EndPoint.Port)).Select(socket => socket.Inode).ToHashSet();

        // A process of another user, such as Docker's, hides its sockets; the endpoints on the given ports are still visible.
        var owned = Processes().Select(process => Sockets(process).ToHashSet()).Where(own => own.Overlaps(asked)).SelectMany(own => own).ToHashSet();
        return [.. all.Where(socket => asked.Contains(socket.Inode) || owned.Contains(socket.Inode)).Select(socket => socket.EndPoint)];
    }

    static List<(IPEndPoint EndPoint, string Inode)> All() =>
    [
        .. from table in (string[])["/proc/net/tcp", "/proc/net/tcp6"]
           where File.Exists(table)
           from line in File.ReadLines(table).Skip(1)
           let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
           where fields[3] == Listening
           select (Parse(fields[1]), fields[9]),
    ];

    // The address is in words of the machine's byte order, the port is a number.
    static IPEndPoint Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var bytes = Convert.FromHexString(text.AsSpan(0, colon));
        if (BitConverter.IsLittleEndian)
        {
            for (var at = 0; at < bytes.Length; at += 4) bytes.AsSpan(at, 4).Reverse();
        }

        return new(new IPAddress(bytes), BinaryPrimitives.ReadUInt16BigEndian(Convert.FromHexString(text.AsSpan(colon + 1))));
    }

    static IEnumerable<string> Processes() =>
        Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => name.All(char.IsAsciiDigit));

    static IReadOnlyList<string> Sockets(string process)
    {
        const string Prefix = "socket:[";
        try
        {
            return [.. from file in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
                       let target = new FileInfo(file).LinkTarget
                       where target is not null && target.StartsWith(Prefix, StringComparison.Ordinal)
                       select target[Prefix.Length..^1]];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or belongs to another user.
            return [];
        }
    }
}
