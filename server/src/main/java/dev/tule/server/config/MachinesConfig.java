package dev.tule.server.config;

import dev.tule.compute.HostBudget;
import dev.tule.compute.choice.DriverWish;
import java.util.Optional;

/**
 * What {@code ec2} says in {@code tule.yaml}.
 *
 * @param driver what runs machines
 * @param budget what they may take of this host together
 */
public record MachinesConfig(DriverWish driver, HostBudget budget) {
    private static final long LEAST_MEMORY = 256L << 20;
    private static final long MOST_MEMORY = 1L << 44;

    /** The best driver there is, and the room that machines usually have. */
    public static MachinesConfig defaults() {
        return new MachinesConfig(DriverWish.AUTO, HostBudget.ofThisHost());
    }

    static MachinesConfig read(Optional<Value> value) throws ConfigFileError {
        MachinesConfig usual = defaults();
        if (value.isEmpty()) {
            return usual;
        }
        Section section = value.get().section();
        Optional<Value> driver = section.take("driver");
        Optional<Value> memory = section.take("memory");
        section.end();
        DriverWish wish = usual.driver();
        if (driver.isPresent()) {
            wish = driver.get().choice(Value.words(DriverWish.values(), DriverWish::word));
        }
        HostBudget budget = usual.budget();
        if (memory.isPresent()) {
            long bytes = memory.get().size(LEAST_MEMORY, MOST_MEMORY);
            budget = budget.withMemoryMib(Math.toIntExact(bytes >> 20));
        }
        return new MachinesConfig(wish, budget);
    }
}
