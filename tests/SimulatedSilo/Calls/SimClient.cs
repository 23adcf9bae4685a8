using Orleans;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace SimulatedSilo;

/// <summary>
/// Calls grains of another process. Each request and each reply is serialized by Orleans' serializer and handed to the network of the simulation. Use it with a <see cref="SimGrainFactory"/>.
/// </summary>
/// <param name="catalog">The grains.</param>
/// <param name="network">The way to the silos.</param>
/// <param name="time">The clock of the process that calls.</param>
/// <param name="responseTimeout">After this time without a reply a call ends with a <see cref="TimeoutException"/>.</param>
public sealed class SimClient(GrainCatalog catalog, ISimNetwork network, TimeProvider time, TimeSpan responseTimeout) : IGrainReferenceRuntime
{
    /// <inheritdoc />
    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        var token = request.GetCancellationToken();
        token.ThrowIfCancellationRequested();
        var reply = new TaskCompletionSource<T?>();
        var call = new Call(reference.GrainId, request, options, Call.Completing(reply));
        var timeout = request.GetDefaultResponseTimeout() ?? responseTimeout;
        var message = new SimRequest(catalog, reference.GrainId, request, options, timeout);
        call.Expect(time, timeout, () => network.Cancel(message), token);
        _ = Send(call, message);
        return new(reply.Task);
    }

    /// <inheritdoc />
    public async ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (options.HasFlag(InvokeMethodOptions.OneWay)) InvokeMethod(reference, request, options);
        else await InvokeMethodAsync<object>(reference, request, options);
    }

    /// <inheritdoc />
    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        request.GetCancellationToken().ThrowIfCancellationRequested();
        _ = Send(new(reference.GrainId, request, options, null), new(catalog, reference.GrainId, request, options));
    }

    /// <summary>Not supported: get a reference with the other interface from the factory.</summary>
    public object Cast(IAddressable grain, Type interfaceType) => throw new NotSupportedException("A reference of a simulated client is not cast.");

    async Task Send(Call call, SimRequest message)
    {
        try
        {
            call.Answer(catalog.Serializer.Deserialize<Response>(await network.Send(message))!);
        }
        catch (Exception failure)
        {
            call.Answer(Response.FromException(failure));
        }
    }
}
