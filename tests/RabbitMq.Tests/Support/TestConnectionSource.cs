using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>Connects as the application does, but for what a test wants otherwise.</summary>
sealed class TestConnectionSource(IServiceProvider services) : IConnectionSource
{
    /// <summary>Certificate authorities that are trusted, instead of those of the machine.</summary>
    public X509Certificate2Collection? Trusted { get; init; }

    /// <summary>The client reads past the guard.</summary>
    public bool Unguarded { get; init; }

    /// <summary>Largest frame in bytes that is agreed to; 0: the broker's.</summary>
    public uint FrameMax { get; init; }

    public async Task<OpenedConnection> Open(string name, CancellationToken ct)
    {
        var options = services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        var factory = new ConnectionFactory
        {
            Uri = new(options.Uri), AutomaticRecoveryEnabled = false, RequestedFrameMax = FrameMax, RequestedConnectionTimeout = options.ConnectTimeout,
        };
        if (Trusted is not null) factory.Ssl.CertificateValidationCallback = (_, certificate, _, _) => IsTrusted(new(certificate!));
        var transport = new Transport(factory.Ssl.Enabled ? factory.Ssl : null, services.GetRequiredService<MessagingTelemetry>().Undecoded);
        factory.Ssl = new();
        if (!Unguarded) factory.SocketFactory = transport.Open;
        return new(await factory.CreateConnectionAsync(name, ct), transport.Ended);
    }

    bool IsTrusted(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(Trusted!);
        return chain.Build(certificate);
    }
}
