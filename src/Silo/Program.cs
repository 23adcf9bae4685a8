using OrleansOrders.Silo;

try
{
    await OrdersHost.Build(args).RunAsync();
    return 0;
}
catch (Exception exception) when (StartupErrors.Describe(exception) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}
