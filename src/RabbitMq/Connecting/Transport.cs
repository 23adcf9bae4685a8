using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// The socket of one connection. Its frames are checked before the client library reads them, and its end is detected immediately. The
/// client may detect a broken connection late: it answers the broker's close frame before it notifies anyone, and if the broker has stopped
/// reading and the frame queue is full, that answer waits until the heartbeat fails (rabbitmq/rabbitmq-dotnet-client#1930, in 7.2.2).
/// </summary>
/// <param name="tls">
/// The client's TLS options, or null for none. This class applies TLS itself: the client would wrap this stream in TLS, and the check would
/// get ciphertext.
/// </param>
/// <param name="onMarked">Called for each message whose properties the client could not have decoded.</param>
sealed class Transport(SslOption? tls, Action<EnvelopeProblem> onMarked)
{
    readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the reason when the socket can transfer no more bytes.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>For <see cref="ConnectionFactory.SocketFactory"/> of a factory with TLS disabled.</summary>
    public ITcpClient Open(AddressFamily family) =>
        new GuardedClient(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, this);

    GuardedStream Guard(Socket socket, Stream wire) => new(socket, wire, new(onMarked), reason => _ended.TrySetResult(reason));

    async Task<Stream> Secure(NetworkStream wire, CancellationToken ct)
    {
        if (tls is null) return wire;
        var secure = new SslStream(wire);
        try
        {
            await secure.AuthenticateAsClientAsync(Options(tls), ct);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same conversion as in the client (SslHelper in 7.2.2).</summary>
    static SslClientAuthenticationOptions Options(SslOption tls) => new()
    {
        TargetHost = tls.ServerName,
        EnabledSslProtocols = tls.Version,
        ClientCertificates = tls.Certs,
        ClientCertificateContext = tls.ClientCertificateContext,
        LocalCertificateSelectionCallback = tls.CertificateSelectionCallback,
        CertificateRevocationCheckMode = tls.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback =
            tls.CertificateValidationCallback ?? ((_, _, _, errors) => (errors & ~tls.AcceptablePolicyErrors) == SslPolicyErrors.None),
    };

    sealed class GuardedClient(Socket socket, Transport transport) : TcpClientAdapter(socket)
    {
        Stream? _wire;

        public override async Task ConnectAsync(IPAddress ep, int port, CancellationToken cancellationToken = default)
        {
            await base.ConnectAsync(ep, port, cancellationToken);
            _wire = await transport.Secure(new NetworkStream(Client), cancellationToken);
        }

        public override NetworkStream GetStream() => transport.Guard(Client, _wire ?? throw new InvalidOperationException("Not connected."));
    }
}
