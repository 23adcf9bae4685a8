using System.Runtime.CompilerServices;

namespace SimulatedSilo.Tests;

public sealed class OrleansInternalsTests
{
    [Fact]
    public void This_version_of_Orleans_has_every_member() => OrleansInternals.Check();

    [Fact]
    public void A_version_without_some_members_is_named_with_all_of_them()
    {
        var thrown = Assert.Throws<MissingMemberException>(() => OrleansInternals.Check(
        [
            ("RuntimeContext.Gone", () => Gone(null)),
            ("RuntimeContext.Current", () => _ = OrleansInternals.CurrentTurn),
            ("GoneContext.Current", () => GoneType(null)),
        ]));
        Assert.StartsWith("Orleans 10.", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(" does not have RuntimeContext.Gone, GoneContext.Current.", thrown.Message, StringComparison.Ordinal);
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Gone")]
    static extern void Gone([UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? type);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_Current")]
    static extern object? GoneType([UnsafeAccessorType("Orleans.Runtime.GoneContext, Orleans.Core.Abstractions")] object? type);
}
