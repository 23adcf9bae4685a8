using Orleans;
using Orleans.Runtime;

namespace SimulatedSilo.Tests;

public sealed class SimGrainFactoryTests
{
    static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    [Fact]
    public void A_grain_has_the_key_of_its_reference()
    {
        using var world = World.Started();
        Assert.Equal("a", world.Run(() => world.Grains.GetGrain<IStringKey>("a").Key()));
        Assert.Equal($"{Id}", world.Run(() => world.Grains.GetGrain<IGuidKey>(Id).Key()));
        Assert.Equal("-5", world.Run(() => world.Grains.GetGrain<IIntegerKey>(-5).Key()));
        Assert.Equal($"{Id} x", world.Run(() => world.Grains.GetGrain<IGuidCompoundKey>(Id, "x").Key()));
        Assert.Equal("7 x", world.Run(() => world.Grains.GetGrain<IIntegerCompoundKey>(7, "x").Key()));
    }

    [Fact]
    public void A_reference_by_type_or_id_is_the_same_grain()
    {
        using var world = World.Started();
        var grain = world.Grains.GetGrain<IGuidKey>(Id);
        Assert.Equal(grain.GetGrainId(), world.Grains.GetGrain(typeof(IGuidKey), Id).GetGrainId());
        Assert.Equal($"{Id}", world.Run(() => world.Grains.GetGrain<IGuidKey>(grain.GetGrainId()).Key()));
        Assert.Equal($"{Id}", world.Run(() => ((IGuidKey)world.Grains.GetGrain(grain.GetGrainId())).Key()));
        Assert.Equal($"{Id}", world.Run(() => world.Grains.GetGrain<IGuidKey>(Id).AsReference<IGuidKey>().Key()));
    }

    [Fact]
    public void Two_classes_of_one_interface_are_told_apart_by_the_prefix_of_their_name()
    {
        using var world = World.Started();
        Assert.Equal("first", world.Run(() => world.Grains.GetGrain<ITwice>("a", typeof(FirstGrain).FullName).Name()));
        Assert.Equal("second", world.Run(() => world.Grains.GetGrain<ITwice>("a", typeof(SecondGrain).FullName).Name()));
        Assert.Contains("2 grain classes", Assert.Throws<ArgumentException>(() => world.Grains.GetGrain<ITwice>("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_without_an_interface_has_the_first_by_name_and_one_with_an_interface_has_that()
    {
        using var world = World.Started();
        var id = world.Grains.GetGrain<IMany4>("a").GetGrainId();
        Assert.True(world.Grains.GetGrain(id) is IMany1 and not IMany4);
        Assert.All([typeof(IMany1), typeof(IMany2), typeof(IMany3), typeof(IMany4)], type =>
        {
            var reference = (GrainReference)world.Grains.GetGrain(type, "a");
            Assert.IsAssignableFrom(type, world.Grains.GetGrain(id, reference.InterfaceType));
        });
    }

    [Fact]
    public void An_interface_without_a_class_has_no_references()
    {
        using var world = World.Started();
        var thrown = Assert.Throws<ArgumentException>(() => world.Grains.GetGrain<INobody>("a"));
        Assert.Contains(nameof(INobody), thrown.Message, StringComparison.Ordinal);
    }

    public interface IStringKey : IGrainWithStringKey
    {
        Task<string> Key();
    }

    public interface IGuidKey : IGrainWithGuidKey
    {
        Task<string> Key();
    }

    public interface IIntegerKey : IGrainWithIntegerKey
    {
        Task<string> Key();
    }

    public interface IGuidCompoundKey : IGrainWithGuidCompoundKey
    {
        Task<string> Key();
    }

    public interface IIntegerCompoundKey : IGrainWithIntegerCompoundKey
    {
        Task<string> Key();
    }

    public interface ITwice : IGrainWithStringKey
    {
        Task<string> Name();
    }

    public interface IMany3 : IGrainWithStringKey;

    public interface IMany4 : IGrainWithStringKey;

    public interface IMany1 : IGrainWithStringKey;

    public interface IMany2 : IGrainWithStringKey;

    public interface INobody : IGrainWithStringKey
    {
        Task Hello();
    }

    public sealed class StringKeyGrain : Grain, IStringKey
    {
        public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());
    }

    public sealed class GuidKeyGrain : Grain, IGuidKey
    {
        public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKey()}");
    }

    public sealed class IntegerKeyGrain : Grain, IIntegerKey
    {
        public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKeyLong()}");
    }

    public sealed class GuidCompoundKeyGrain : Grain, IGuidCompoundKey
    {
        public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKey(out var extension)} {extension}");
    }

    public sealed class IntegerCompoundKeyGrain : Grain, IIntegerCompoundKey
    {
        public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKeyLong(out var extension)} {extension}");
    }

    public sealed class ManyGrain : Grain, IMany4, IMany2, IMany1, IMany3;

    public sealed class FirstGrain : Grain, ITwice
    {
        public Task<string> Name() => Task.FromResult("first");
    }

    public sealed class SecondGrain : Grain, ITwice
    {
        public Task<string> Name() => Task.FromResult("second");
    }
}
