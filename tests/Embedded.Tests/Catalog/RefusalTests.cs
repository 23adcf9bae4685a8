using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Embedded.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(typeof(Refused.GenericGrain<>), "a grain class has no type parameters")]
    [InlineData(typeof(Refused.TwoConstructorsGrain), "exactly one public constructor")]
    [InlineData(typeof(Refused.MisplacedAttributeGrain), "[AlwaysInterleave] belongs on the interface method")]
    [InlineData(typeof(Refused.UnregisteredGrain), "constructor parameter 'service' has type IUnregistered, which is not a registered service")]
    [InlineData(typeof(Refused.NoStorageGrain), "constructor parameter 'state' names no storage")]
    [InlineData(typeof(Refused.UnknownStorageGrain), "names storage 'nowhere', which is not registered")]
    [InlineData(typeof(Refused.WrongStateGrain), "has [PersistentState] but is no IPersistentState")]
    [InlineData(typeof(Refused.AbstractStateGrain), "has a state type of which no empty instance can be made")]
    [InlineData(typeof(Refused.ReturnsVoidGrain), "IReturnsVoid.Call: it returns Void; a grain method returns Task, Task<T>, ValueTask or ValueTask<T>")]
    [InlineData(typeof(Refused.ReturnsStreamGrain), "IReturnsStream.Call: it returns IAsyncEnumerable<Int32>")]
    [InlineData(typeof(Refused.GenericMethodGrain), "IGenericMethod.Call: a grain interface has plain methods only")]
    [InlineData(typeof(Refused.PropertyGrain), "IProperty.get_Value: a grain interface has plain methods only")]
    [InlineData(typeof(Refused.ByReferenceGrain), "IByReference.Call: parameter 'value' is by reference")]
    [InlineData(typeof(Refused.TokenFirstGrain), "ITokenFirst.Call: a CancellationToken is the last parameter")]
    [InlineData(typeof(Refused.ImmutableReturnGrain), "IImmutableReturn.Call: [return: Immutable] is not supported")]
    [InlineData(typeof(Refused.InterfaceArgumentGrain), "parameter 'list' cannot be copied: IReadOnlyList<Int32> does not say what it holds")]
    [InlineData(typeof(Refused.ObjectArgumentGrain), "parameter 'anything' cannot be copied: Object does not say what it holds")]
    [InlineData(typeof(Refused.UnmarkedGrain), "the answer cannot be copied: Unmarked has no [GenerateSerializer]")]
    [InlineData(typeof(Refused.NestedUnmarkedGrain), "parameter 'outer' cannot be copied: Outer: Unmarked has no [GenerateSerializer]")]
    [InlineData(typeof(Refused.LostMemberGrain), "LostMember.Lost has no [Id], so Orleans would lose it")]
    [InlineData(typeof(Refused.DerivedUnmarkedGrain), "DerivedUnmarked has no [GenerateSerializer]")]
    [InlineData(typeof(Refused.DelegateGrain), "Action has no [GenerateSerializer]")]
    public void What_is_not_supported_is_refused_at_start_with_the_reason(Type grainClass, string reason) =>
        Assert.Contains(reason, Refusal(grainClass), StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(Refused.TwinGrain), typeof(Refused.Other.TwinGrain), "have the same type name 'twin'")]
    [InlineData(typeof(Refused.FirstGrain), typeof(Refused.SecondGrain), "have the same interface 'IOne'")]
    [InlineData(typeof(Refused.SameStateGrain), typeof(Refused.SameStateTooGrain), "have the same state name 'same'")]
    public void What_two_grain_classes_must_not_share_is_refused(Type first, Type second, string reason) =>
        Assert.Contains(reason, Refusal(first, second), StringComparison.Ordinal);

    [Fact]
    public void One_refusal_names_every_problem()
    {
        var refusal = Refusal(typeof(Refused.TwoConstructorsGrain), typeof(Refused.UnregisteredGrain), typeof(Refused.NoStorageGrain));
        Assert.All([nameof(Refused.TwoConstructorsGrain), nameof(Refused.UnregisteredGrain), nameof(Refused.NoStorageGrain), "same interface"],
            problem => Assert.Contains(problem, refusal, StringComparison.Ordinal));
    }

    [Fact]
    public void A_grain_that_breaks_no_rule_is_accepted() => Start(typeof(StopTests.BusyGrain));

    static string Refusal(params Type[] grains) => Assert.Throws<NotSupportedException>(() => Start(grains)).Message;

    static void Start(params Type[] grains)
    {
        var services = new ServiceCollection().AddSingleton<List<string>>().AddEmbeddedGrains(options => options.GrainAssemblies.Add(new TypeList(grains)));
        using var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IHostedService>().StartAsync(CancellationToken.None);
    }
}
