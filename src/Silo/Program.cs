using OrleansOrders.Silo;

var stopping = CancellationToken.None;
try
{
    var app = OrdersHost.Build(args);

    // Read now: a host that could not start has disposed of what it is read from.
    stopping = app.Lifetime.ApplicationStopping;
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Asked to stop while it was starting: whatever it waited for, it ends as it was asked to.
    return 0;
}
catch (Exception exception) when (StartupErrors.Describe(exception) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}
