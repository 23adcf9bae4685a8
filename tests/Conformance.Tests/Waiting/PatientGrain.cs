using Orleans;

namespace OrleansOrders.Conformance.Tests;

public class PatientGrain : Grain, IPatientGrain
{
    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public async Task WaitForToken(string name, CancellationToken cancellationToken)
    {
        Journal.Add($"{name} starts");
        var fired = new TaskCompletionSource();
        using var registration = cancellationToken.Register(fired.SetResult);
        await fired.Task;
        Journal.Add($"{name} sees its token");
        await Journal.Gate(name);
        Journal.Add($"{name} ends");
    }

    public async Task Hold(string name)
    {
        Journal.Add($"{name} starts");
        await Journal.Gate(name);
        Journal.Add($"{name} ends");
    }

    public Task Glance() => Task.CompletedTask;
}
