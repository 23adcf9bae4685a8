using OrleansOrders.Chaos;

return await ChaosCommand.RunAsync(args);
