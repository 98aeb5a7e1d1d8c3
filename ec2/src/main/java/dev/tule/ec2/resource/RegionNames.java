package dev.tule.ec2.resource;

import java.util.List;

/** The regions that there are: all of them on this machine. */
public final class RegionNames {
    public static final List<String> ALL =
            List.of(
                    "ap-northeast-1",
                    "ap-northeast-2",
                    "ap-northeast-3",
                    "ap-south-1",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ca-central-1",
                    "eu-central-1",
                    "eu-north-1",
                    "eu-west-1",
                    "eu-west-2",
                    "eu-west-3",
                    "sa-east-1",
                    "us-east-1",
                    "us-east-2",
                    "us-west-1",
                    "us-west-2");

    private RegionNames() {}

    /** Passes on the name of a region. */
    public static String check(String name) {
        if (!ALL.contains(name)) {
            throw Faults.invalidValue("Invalid region name: " + name);
        }
        return name;
    }
}
