using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Runtime;
using Orleans.Storage;

namespace SimulatedSilo;

/// <summary>The members of Orleans that the silo needs and that are not public. <see cref="Check()"/> names each member that an update of Orleans has moved.</summary>
static class OrleansInternals
{
    /// <summary>The version of Orleans that the silo was written for.</summary>
    const string WrittenFor = "10.4.2";

    const string RuntimeContext = "Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions";

    static readonly (string Member, Action Use)[] Members =
    [
        ("Orleans.Runtime.RuntimeContext.Current", () => _ = Current(null)),
        ("Orleans.Runtime.RuntimeContext.ResetExecutionContext(IGrainContext)", () => ResetExecutionContext(null, null)),
        ("Orleans.Runtime.StorageInstruments", () => _ = StorageInstruments),
        ("Orleans.Storage.InconsistentStateException.IsSourceActivation (get)", () => IsSourceActivation(new("check"))),
        ("Orleans.Storage.InconsistentStateException.IsSourceActivation (set)", () => SetSourceActivation(new("check"), false)),
        ("Orleans.Runtime.OrleansMessageRejectionException(string)", () => Rejection("check")),
        ("Orleans.Runtime.ClientNotAvailableException(string)", () => ClientNotAvailable("check")),
    ];

    /// <summary>The instruments that Orleans' state facet takes from the container.</summary>
    public static Type StorageInstruments => field ??= Type.GetType("Orleans.Runtime.StorageInstruments, Orleans.Core", throwOnError: true)!;

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

    /// <summary>A caller gets it when no activation accepted its request.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern OrleansMessageRejectionException Rejection(string message);

    /// <summary>A silo gets it when it calls a disconnected client.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern ClientNotAvailableException ClientNotAvailable(string message);

    /// <summary>Uses every member once. Call it outside of a turn.</summary>
    /// <exception cref="MissingMemberException">It names all the members that this version of Orleans does not have.</exception>
    public static void Check() => Check(Members);

    public static void Check(IEnumerable<(string Member, Action Use)> members)
    {
        var missing = members.Where(member => !Exists(member.Use)).Select(member => member.Member).ToArray();
        if (missing.Length == 0) return;
        var version = typeof(IGrainContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        throw new MissingMemberException($"Orleans {version} does not have {string.Join(", ", missing)}. The simulated silo was written for {WrittenFor} and needs it; see OrleansInternals.cs.");
    }

    static bool Exists(Action use)
    {
        try
        {
            use();
            return true;
        }
        catch (Exception failure) when (failure is MissingMemberException or TypeLoadException or FileNotFoundException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "ResetExecutionContext")]
    static extern void ResetExecutionContext([UnsafeAccessorType(RuntimeContext)] object? type, IGrainContext? context);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_Current")]
    static extern IGrainContext? Current([UnsafeAccessorType(RuntimeContext)] object? type);
}
