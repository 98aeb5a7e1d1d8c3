package dev.tule.server.config;

import dev.tule.compute.HostBudget;
import dev.tule.compute.choice.DriverWish;
import java.util.Optional;

/**
 * What {@code ec2} says in {@code tule.yaml}.
 *
 * @param driver what runs machines
 * @param budget what they may take of this host together
 * @param templates whether machines are resumed from templates where that can be
 */
public record MachinesConfig(DriverWish driver, HostBudget budget, boolean templates) {
    private static final long LEAST_MEMORY = 256L << 20;
    private static final long MOST_MEMORY = 1L << 44;

    /** The best driver there is, and the room that machines usually have. */
    public static MachinesConfig defaults() {
        return new MachinesConfig(DriverWish.AUTO, HostBudget.ofThisHost(), true);
    }

    static MachinesConfig read(Optional<Value> value) throws ConfigFileError {
        MachinesConfig usual = defaults();
        if (value.isEmpty()) {
            return usual;
        }
        Section section = value.get().section();
        Optional<Value> driver = section.take("driver");
        Optional<Value> memory = section.take("memory");
        Optional<Value> templates = section.take("templates");
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
        return new MachinesConfig(
                wish, budget, templates.isEmpty() ? usual.templates() : templates.get().flag());
    }
}
