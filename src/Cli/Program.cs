using OrleansOrders.Cli;

return await OrdersCommand.Run(args, CliHost.OfProcess(), CancellationToken.None);
