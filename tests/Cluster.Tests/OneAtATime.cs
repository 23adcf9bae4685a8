// Every test here has several processes or silos of its own: side by side they would starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
