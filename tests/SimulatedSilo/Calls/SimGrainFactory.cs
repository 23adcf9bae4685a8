using Orleans;
using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>
/// Makes references to grains: the proxies that Orleans generated, whose calls go through the given runtime. A process registers it as its <see cref="IGrainFactory"/> and, where one
/// is asked for, as its <see cref="IClusterClient"/>.
/// </summary>
public sealed class SimGrainFactory : IClusterClient
{
    readonly Dictionary<GrainInterface, GrainReferenceShared> _shared = [];
    readonly GrainCatalog _catalog;
    readonly IGrainReferenceRuntime _runtime;

    /// <summary>Makes the factory of a process.</summary>
    /// <param name="catalog">The grains.</param>
    /// <param name="services">The container of the process that calls.</param>
    /// <param name="runtime">Where calls go: a <see cref="SimSilo"/>, a <see cref="SimClient"/>, or a wrapper around one.</param>
    /// <exception cref="NotSupportedException">The container has a call filter, which the simulated silo does not model.</exception>
    public SimGrainFactory(GrainCatalog catalog, IServiceProvider services, IGrainReferenceRuntime runtime)
    {
        Unsupported.RefuseServices(services);
        (_catalog, ServiceProvider, _runtime) = (catalog, services, runtime);
    }

    /// <inheritdoc />
    public IServiceProvider ServiceProvider { get; }

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => Make<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension), grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension), grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)(object)Reference(_catalog.Of(typeof(TGrainInterface), grainId.Type), grainId.Key);

    /// <inheritdoc />
    public IAddressable GetGrain(GrainId grainId) => Reference(_catalog.AnyOf(grainId.Type), grainId.Key);

    /// <inheritdoc />
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => Reference(_catalog.Of(interfaceType, grainId.Type), grainId.Key);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => Make(grainInterfaceType, IdSpan.Create(grainPrimaryKey));

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => Make(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => Make(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        Make(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, keyExtension));

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        Make(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, keyExtension));

    /// <inheritdoc />
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => Reference(_catalog.Of(interfaceType, grainClassNamePrefix), grainKey);

    /// <inheritdoc />
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => Reference(_catalog.Of(interfaceType), grainKey);

    /// <summary>Not supported.</summary>
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw Observers();

    /// <summary>Not supported.</summary>
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw Observers();

    internal GrainReference Reference(GrainInterface of, IdSpan key)
    {
        if (!_shared.TryGetValue(of, out var shared))
            _shared[of] = shared = new(of.Grain.Type, of.Type, 0, _runtime, InvokeMethodOptions.None, _catalog.Codecs, _catalog.CopyContexts, ServiceProvider);
        return (GrainReference)of.Proxy(ServiceProvider, [shared, key]);
    }

    TGrainInterface Make<TGrainInterface>(IdSpan key, string? prefix) => (TGrainInterface)(object)Reference(_catalog.Of(typeof(TGrainInterface), prefix), key);

    IGrain Make(Type grainInterface, IdSpan key) => (IGrain)Reference(_catalog.Of(grainInterface), key);

    static NotSupportedException Observers() => new("The simulated silo does not model observers.");
}
