package dev.tule.rds.instance;

import dev.tule.rds.resource.Faults;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A class of DB instances (RDS User Guide, "DB instance classes").
 *
 * @param cpus virtual CPUs that it has on AWS; here an instance takes what the machine has
 * @param memoryMebibytes what it has on AWS; here caches are sized for as much of it as is
 *     configured
 */
public record InstanceClass(String name, int cpus, int memoryMebibytes) {
    /** The CPUs of the sizes from large on. */
    private static final Map<String, Integer> SIZES = sizes();

    /** By name, those of today first. */
    static final Map<String, InstanceClass> ALL = all();

    private static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("large", 2);
        sizes.put("xlarge", 4);
        sizes.put("2xlarge", 8);
        sizes.put("4xlarge", 16);
        sizes.put("8xlarge", 32);
        sizes.put("12xlarge", 48);
        sizes.put("16xlarge", 64);
        return sizes;
    }

    private static Map<String, InstanceClass> all() {
        Map<String, InstanceClass> all = new LinkedHashMap<>();
        for (String family : List.of("t4g", "t3", "t2")) {
            boolean t2 = family.equals("t2");
            add(all, "db." + family + ".micro", t2 ? 1 : 2, 1024);
            add(all, "db." + family + ".small", t2 ? 1 : 2, 2048);
            add(all, "db." + family + ".medium", 2, 4096);
            add(all, "db." + family + ".large", 2, 8192);
            add(all, "db." + family + ".xlarge", 4, 16384);
            add(all, "db." + family + ".2xlarge", 8, 32768);
        }
        for (String family : List.of("m8g", "m7g", "m7i", "m6g", "m6i", "m5")) {
            SIZES.forEach((size, cpus) -> add(all, "db." + family + "." + size, cpus, cpus * 4096));
        }
        for (String family : List.of("r8g", "r7g", "r7i", "r6g", "r6i", "r5")) {
            SIZES.forEach((size, cpus) -> add(all, "db." + family + "." + size, cpus, cpus * 8192));
        }
        add(all, "db.m3.medium", 1, 3840);
        add(all, "db.m3.large", 2, 7680);
        add(all, "db.m3.xlarge", 4, 15360);
        add(all, "db.m3.2xlarge", 8, 30720);
        add(all, "db.m1.small", 1, 1740);
        add(all, "db.m1.medium", 1, 3840);
        add(all, "db.m1.large", 2, 7680);
        add(all, "db.m1.xlarge", 4, 15360);
        add(all, "db.t1.micro", 1, 628);
        return Collections.unmodifiableMap(all);
    }

    private static void add(
            Map<String, InstanceClass> all, String name, int cpus, int memoryMebibytes) {
        all.put(name, new InstanceClass(name, cpus, memoryMebibytes));
    }

    public static InstanceClass required(String name) {
        InstanceClass found = ALL.get(name);
        if (found == null) {
            throw Faults.invalid("Invalid DB Instance class: " + name);
        }
        return found;
    }

    /** What caches are sized for. */
    public long memoryBytes(long mostBytes) {
        return Math.min((long) memoryMebibytes << 20, mostBytes);
    }
}
