package dev.tule.ec2.fleet;

import dev.tule.store.Transaction;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** RunInstances, for fleets. Safe for use by many threads. */
@FunctionalInterface
public interface Launches {

    /**
     * Launches instances.
     *
     * @param with does what else belongs to an instance, in the transaction that makes it
     */
    RunInstancesResponse run(RunInstancesRequest request, BiConsumer<Transaction, String> with);
}
