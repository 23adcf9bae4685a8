using OrleansOrders.Simulation;

return Command.Run(args);
