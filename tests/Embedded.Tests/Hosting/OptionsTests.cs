using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Embedded.Tests;

public sealed class OptionsTests
{
    public static TheoryData<string, Action<EmbeddedOptions>> OutOfBounds => new()
    {
        { "GrainAssemblies", options => options.GrainAssemblies.Clear() },
        { "CollectionQuantum", options => options.CollectionQuantum = TimeSpan.Zero },
        { "CollectionAge", options => options.CollectionAge = options.CollectionQuantum },
        { "CollectionAge", options => options.CollectionAge = TimeSpan.FromDays(1_000) },
        { "MaxActivations", options => options.MaxActivations = 0 },
        { "ResponseTimeout", options => options.ResponseTimeout = TimeSpan.FromMilliseconds(1) },
        { "TurnsInARow", options => options.TurnsInARow = 0 },
        { "Scheduler", options => options.Scheduler = null! },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public void The_engine_does_not_start_with_an_option_out_of_bounds(string option, Action<EmbeddedOptions> spoil)
    {
        var thrown = Assert.Throws<OptionsValidationException>(() => Services(spoil).GetServices<IHostedService>().ToArray());
        Assert.Contains(option, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_within_bounds() => Assert.Single(Services(_ => { }).GetServices<IHostedService>());

    [Fact]
    public void A_host_has_one_engine() =>
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddEmbeddedGrains(_ => { }).AddEmbeddedGrains(_ => { }));

    static ServiceProvider Services(Action<EmbeddedOptions> spoil) =>
        new ServiceCollection().AddEmbeddedGrains(options =>
        {
            options.GrainAssemblies.Add(new TypeList());
            spoil(options);
        }).BuildServiceProvider();
}
