using System.Runtime.CompilerServices;
using Xunit;

namespace OrleansOrders.Testing;

/// <summary>A fact that needs the shared servers; skipped with the reason if they are unavailable.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Skip = Servers.WhyNot;
}

/// <summary>A theory that needs the shared servers; skipped with the reason if they are unavailable.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Skip = Servers.WhyNot;
}

/// <summary>A fact that starts private servers to stop and kill them; skipped with the reason if none can be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivateServerFactAttribute : FactAttribute
{
    static readonly Lazy<string?> WhyNot = new(Ask);

    public PrivateServerFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Skip = WhyNot.Value;

    static string? Ask()
    {
        try
        {
            var check = Task.Run(() => ServersScript.RunAsync("check", Path.Combine(Repository.RunFolder, "none"), "--no-install"));
#pragma warning disable RS0030 // Test discovery is synchronous.
            check.WaitAsync(TimeSpan.FromMinutes(1)).GetAwaiter().GetResult();
#pragma warning restore RS0030
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or System.ComponentModel.Win32Exception)
        {
            return $"starts a RabbitMQ or PostgreSQL of its own: {Servers.Reason(e.Message)}";
        }
    }
}
