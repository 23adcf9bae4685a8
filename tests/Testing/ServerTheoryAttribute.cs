using System.Runtime.CompilerServices;
using Xunit;

namespace OrleansOrders.Testing;

/// <summary>A theory that needs the shared servers; skipped with the reason when they cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Skip = Servers.WhyNot;
}
