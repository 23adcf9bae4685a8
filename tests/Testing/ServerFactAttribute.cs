using System.Runtime.CompilerServices;
using Xunit;

namespace OrleansOrders.Testing;

/// <summary>A fact that needs the shared servers; skipped with the reason when they cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Skip = Servers.WhyNot;
}
