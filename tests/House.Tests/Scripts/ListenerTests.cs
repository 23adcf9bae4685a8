using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.House.Tests.Scripts;

/// <summary>Nothing that the scripts start can be reached from another machine.</summary>
public sealed class ListenerTests
{
    // Servers that were given by connection string are not ours and have no settings here.
    [ServerFact]
    public void Our_servers_listen_on_loopback_alone()
    {
        Assert.NotNull(Servers.Addresses);
        Assert.SkipUnless(Directory.Exists(Repository.RunFolder), "The servers were given.");
        int[] ports =
        [
            .. from file in Directory.EnumerateFiles(Repository.RunFolder, "*.settings")
               from line in File.ReadLines(file)
               where line.Contains("PORT=", StringComparison.Ordinal)
               select int.Parse(line.AsSpan(line.IndexOf('=', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture),
        ];

        var listeners = Listeners.OfOwners(ports);

        Assert.Empty(ports.Except(listeners.Select(listener => listener.Port)));
        Assert.All(listeners, listener => Assert.True(IPAddress.IsLoopback(listener.Address), listener.ToString()));
    }

    [Fact]
    public void A_listener_on_every_address_is_seen_and_told_from_one_on_loopback()
    {
        using var everywhere = new TcpListener(IPAddress.IPv6Any, 0);
        using var here = new TcpListener(IPAddress.Loopback, 0);
        everywhere.Start();
        here.Start();

        Assert.Contains((IPEndPoint)everywhere.LocalEndpoint, Listeners.Of(Environment.ProcessId));
        Assert.Contains((IPEndPoint)everywhere.LocalEndpoint, Listeners.OfOwners([((IPEndPoint)here.LocalEndpoint).Port]));
        Assert.Contains((IPEndPoint)here.LocalEndpoint, Listeners.Of(Environment.ProcessId));
    }
}
