using System.Runtime.CompilerServices;
using Orleans.Runtime;
using Orleans.Storage;

namespace SimulatedSilo;

/// <summary>
/// Everything that the silo needs of Orleans and that is not public, as of Microsoft.Orleans 10.4.2. Each member is resolved at its first use and throws
/// <see cref="MissingMemberException"/> or <see cref="TypeLoadException"/> when an update has moved it; <see cref="Check"/> resolves all of them.
/// </summary>
static class OrleansInternals
{
    const string RuntimeContext = "Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions";

    /// <summary>The instruments that Orleans' state facet takes from the container.</summary>
    public static Type StorageInstruments { get; } = Type.GetType("Orleans.Runtime.StorageInstruments, Orleans.Core", throwOnError: true)!;

    /// <summary>The activation whose turn runs on this thread; null outside of a turn.</summary>
    public static IGrainContext? CurrentTurn
    {
        get => Current(null);
        set => ResetExecutionContext(null, value);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsSourceActivation")]
    public static extern bool IsSourceActivation(InconsistentStateException exception);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IsSourceActivation")]
    public static extern void SetSourceActivation(InconsistentStateException exception, bool value);

    /// <summary>What a caller gets whose request no activation accepted.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern OrleansMessageRejectionException Rejection(string message);

    /// <summary>What a silo gets whose client is gone.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern ClientNotAvailableException ClientNotAvailable(string message);

    /// <summary>Uses every member once, so that an update that moved one is named at the start and not in the middle of a run.</summary>
    public static void Check()
    {
        CurrentTurn = CurrentTurn;
        var conflict = new InconsistentStateException("check");
        SetSourceActivation(conflict, IsSourceActivation(conflict));
        _ = Rejection("check");
        _ = ClientNotAvailable("check");
        _ = StorageInstruments;
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "ResetExecutionContext")]
    static extern void ResetExecutionContext([UnsafeAccessorType(RuntimeContext)] object? type, IGrainContext? context);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_Current")]
    static extern IGrainContext? Current([UnsafeAccessorType(RuntimeContext)] object? type);
}
