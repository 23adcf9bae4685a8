using System.Reflection;
using OrleansOrders.Embedded.Tests;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Every member on the list of the embedded engine exists in Orleans, written the same.</summary>
public sealed class RealSurfaceTests
{
    static readonly Type[] Types = [.. Directory.GetFiles(AppContext.BaseDirectory, "Orleans.*.dll")
        .Select(Assembly.LoadFrom).SelectMany(assembly => assembly.GetExportedTypes()).Where(type => SurfaceLines.IsOrleans(type.Namespace))];

    [Fact]
    public void Every_member_on_the_list_exists_in_Orleans_with_the_same_signature()
    {
        var listed = SurfaceFile.Lines;
        Assert.True(listed.Length > 100, $"The list has {listed.Length} lines only.");
        var real = Types.SelectMany(SurfaceLines.OfType).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(listed.Except(real));
    }

    [Fact]
    public void A_member_that_Orleans_does_not_have_would_be_found() =>
        Assert.DoesNotContain("Orleans.Grain.Hibernate(): System.Void", Types.SelectMany(SurfaceLines.OfType));
}
