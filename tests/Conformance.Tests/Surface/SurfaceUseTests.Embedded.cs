using System.Text.RegularExpressions;
using OrleansOrders.Embedded.Tests;

namespace OrleansOrders.Conformance.Tests;

/// <summary>The list is closed on both sides: grains use nothing beside it, and what nobody uses is not on it.</summary>
public sealed partial class SurfaceUseTests
{
    static readonly AssemblyUse Grains = AssemblyUse.Of("OrleansOrders.Grains.dll");
    static readonly AssemblyUse Domain = AssemblyUse.Of("OrleansOrders.Domain.dll");
    static readonly AssemblyUse Suite = AssemblyUse.Of("OrleansOrders.Conformance.Tests.dll");

    [Fact]
    public void Grains_and_rules_use_nothing_of_the_engine_beside_the_mirrored_members()
    {
        Assert.Contains("Orleans.Grain", Grains.Types);
        Assert.All(Grains.Types.Concat(Domain.Types), type => Assert.True(SurfaceLines.IsOrleans(type), type));
    }

    [Fact]
    public void Every_type_on_the_list_is_used_by_grains_rules_or_this_suite()
    {
        var listed = SurfaceFile.Lines.Select(line => TypeLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(listed.Length > 20, $"Only {listed.Length} types were looked for.");
        Assert.Empty(listed.Except(Grains.Types.Concat(Domain.Types).Concat(Suite.Types)));
    }

    [Fact]
    public void Every_member_on_the_list_is_used_by_grains_rules_or_this_suite()
    {
        var members = SurfaceFile.Lines.Select(line => MemberLine().Match(line)).Where(match => match.Success)
            .Select(match => (Type: match.Groups[1].Value, Name: match.Groups[2].Value)).Where(member => !IsGivenByItsKind(member.Type, member.Name))
            .Select(member => $"{member.Type}.{member.Name}").ToArray();
        Assert.True(members.Length > 30, $"Only {members.Length} members were looked for.");
        Assert.Empty(members.Except(Grains.Members.Concat(Domain.Members).Concat(Suite.Members)));
    }

    // Attributes are read by the engine, exceptions and identities have what their kind always has, and a class restates its interface.
    static bool IsGivenByItsKind(string type, string name) =>
        type.EndsWith("Attribute", StringComparison.Ordinal) || type.EndsWith("Exception", StringComparison.Ordinal)
        || name is "Equals" or "op_Equality" or "op_Inequality"
        || type is "Orleans.IGrainBase" or "Orleans.GrainState";

    [GeneratedRegex(@"^([^\s<]+)(?:<[^>]*>)? \((?:static |abstract )?(?:class|interface|struct|enum)\)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^([^\s<(]+?)(?:<[^>(]*>)?\.(\w+)(?:(?:<[^>(]*>)?\(| \{)")]
    private static partial Regex MemberLine();
}
