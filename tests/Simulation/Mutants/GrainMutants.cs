namespace OrleansOrders.Simulation;

/// <summary>Bugs of grains and of their storage.</summary>
static class GrainMutants
{
    const string Order = "src/Grains/Orders/OrderGrain.cs";
    const string Item = "src/Grains/Items/ItemGrain.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("items-told-before-the-order-is-written", Order,
            "if (decision is OrderDecision.Happens happens) await Write(OrderDecider.Evolve(_order!, happens, now));",
            """
            if (decision is OrderDecision.Happens happens)
            {
                var next = OrderDecider.Evolve(_order!, happens, now);
                await ReleaseStock(next);
                await Write(next);
            }
            """,
            100),
        new("telling-not-repeated", Order,
            "        await ReleaseStock(_order!);",
            "        if (decision is OrderDecision.Happens) await ReleaseStock(_order!);",
            100),
        new("a-timed-out-reserve-is-a-refusal", Order,
            "Task.WhenAll(wanted.Select(want => GrainFactory.Item(want.Sku).Reserve(id, want.Units)));",
            """
            Task.WhenAll(wanted.Select(async want =>
            {
                try
                {
                    return await GrainFactory.Item(want.Sku).Reserve(id, want.Units);
                }
                catch (Exception exception) when (exception is TimeoutException or StorageUnavailableException)
                {
                    return new StockReply { Refusal = StockRefusal.Insufficient };
                }
            }));
            """,
            100),
        new("memory-kept-after-a-failed-write", Order,
            """
                    try
                    {
                        await storage.WriteStateAsync(State, GrainContext.GrainId, _stored);
                    }
                    catch (Exception exception) when (exception is not InconsistentStateException)
                    {
                        // The outcome of the write is unknown, so the next activation reads the stored state. After a conflict, Orleans deactivates the
                        // grain.
                        _isKnown = false;
                        DeactivateOnIdle();
                        throw;
                    }

                    Adopt(next);
            """,
            """
                    Adopt(next);
                    await storage.WriteStateAsync(State, GrainContext.GrainId, _stored);
            """,
            100),
        new("a-first-write-believes-itself", Order,
            """
                    catch (InconsistentStateException)
                    {
                        _isKnown = false;
                        await EnsureLoaded();
                        return false;
                    }
            """,
            """
                    catch (InconsistentStateException)
                    {
                        Adopt(first);
                        return true;
                    }
            """,
            100),
        new("a-late-reservation-revives-the-order", Order,
            "        if (_order!.Status is not OrderStatus.Pending) return await RepeatReservation(_order);",
            """
                    if (_order!.Status is OrderStatus.Cancelled) await Write(OrderDecider.Evolve(_order, new(OrderEventKind.Reserved), clock.Now()));
                    if (_order!.Status is not OrderStatus.Pending) return await RepeatReservation(_order);
            """,
            100),
        new("a-wait-ends-only-by-its-token", Order,
            "WaitAsync(atMost, clock, cancellationToken)",
            "WaitAsync(cancellationToken)",
            1500),
        new("no-version-guard-on-the-order", "src/Storage/GrainState/GroupCommitGrainStorage.cs",
            "        if (stored != version + 1) throw",
            """
                    while (stored < 0)
                    {
                        version = ~stored;
                        stored = await _writes.Run(new(stateName, KeyOf(grainId), version, _json.Write(grainState.State)));
                    }

                    if (stored != version + 1) throw
            """,
            100),
        new("told-after-the-commit", "tests/Simulation/Storage/SimRows.cs",
            """
                public Task<HashSet<GrainRow>> Write(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken) =>
                    statements.Run($"write of {rows.Count} grains", () => tables.Tell(tables.Write(rows)));
            """,
            """
                public async Task<HashSet<GrainRow>> Write(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken)
                {
                    var written = await statements.Run($"write of {rows.Count} grains", () => tables.Write(rows));
                    return await statements.Run("notifications", () => tables.Tell(written));
                }
            """,
            100),
        new("no-version-guard-on-the-item", Item,
            "                default:\n                    throw new StaleActivationException();",
            """
                            case StockCommit.Conflict:
                                _item = _item with { Version = (await ledger.Load(_item.Sku, CancellationToken.None)).Version };
                                break;
                            default:
                                throw new StaleActivationException();
            """,
            100),
        new("answered-before-the-group-commit", Item,
            "            switch (await ledger.Commit(plan.Batch, CancellationToken.None))",
            """
                        if (known is null)
                        {
                            for (var i = 0; i < batch.Count; i++) batch[i].Reply(StockReply.Of(plan.Refusals[i], plan.Batch.Item, null));
                        }

                        switch (await ledger.Commit(plan.Batch, CancellationToken.None))
            """,
            100)
        {
            More =
            [
                ("                    for (var i = 0; i < batch.Count; i++) batch[i].Reply(StockReply.Of(plan.Refusals[i], plan.Items[i], i == plan.FallsLowAt ? Low() : null));\n", ""),
                ("foreach (var request in batch) request.Fail(exception);", "foreach (var request in batch.Where(request => !request.Answer.IsCompleted)) request.Fail(exception);"),
            ],
        },
        new("no-end-after-a-failed-commit", Item,
            """
                        _ended = true;
                        DeactivateOnIdle();
                        LogCommitFailed
            """,
            """
                        LogCommitFailed
            """,
            200),
    ];
}
