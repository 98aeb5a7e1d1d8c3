package dev.tule.ec2.instance;

import dev.tule.ec2.resource.Faults;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.Tenancy;

/**
 * Checks what can be checked of RunInstances without knowing what there is. What would have an
 * effect on AWS and has none here is refused by name.
 */
final class LaunchRequest {
    private static final int MOST_USER_DATA = 16 << 10;
    private static final int MOST_AT_ONCE = 1000;

    private LaunchRequest() {}

    static void check(RunInstancesRequest request) {
        Faults.require(request.imageId(), "ImageId");
        checkCount(request);
        checkNetwork(request);
        checkSpot(request);
        refuseUnknown(request);
        userData(request.userData());
    }

    private static void checkCount(RunInstancesRequest request) {
        int least = Faults.require(request.minCount(), "MinCount");
        int most = Faults.require(request.maxCount(), "MaxCount");
        if (least < 1 || most < 1) {
            throw Faults.invalidValue(
                    "Value ("
                            + Math.min(least, most)
                            + ") for parameter count is invalid. It must be at least 1");
        }
        if (least > most) {
            throw Faults.invalidCombination(
                    "Value (%d) for parameter maxCount is less than minCount (%d)"
                            .formatted(most, least));
        }
        if (most > MOST_AT_ONCE) {
            throw Faults.invalidValue("MaxCount is at most " + MOST_AT_ONCE);
        }
    }

    private static void checkNetwork(RunInstancesRequest request) {
        boolean interfaces = !request.networkInterfaces().isEmpty();
        if (interfaces
                && (request.subnetId() != null
                        || !request.securityGroupIds().isEmpty()
                        || !request.securityGroups().isEmpty()
                        || request.privateIpAddress() != null)) {
            throw Faults.invalidCombination(
                    "Network interfaces and an instance-level subnet ID, security groups or private"
                            + " IP address may not be specified on the same request");
        }
        if (request.subnetId() != null && !request.securityGroups().isEmpty()) {
            throw Faults.invalidCombination(
                    "The parameter groupName cannot be used with the parameter subnet");
        }
        if (request.maxCount() > 1 && request.privateIpAddress() != null) {
            throw Faults.invalidCombination(
                    "Value for parameter privateIpAddress cannot be used with more than one"
                            + " instance");
        }
    }

    private static void checkSpot(RunInstancesRequest request) {
        if (isSpot(request)
                && request.instanceInitiatedShutdownBehavior() == ShutdownBehavior.STOP
                && request.instanceMarketOptions().spotOptions() == null) {
            throw Faults.invalidCombination(
                    "InstanceInitiatedShutdownBehavior stop is not for one-time Spot Instances");
        }
    }

    static boolean isSpot(RunInstancesRequest request) {
        return request.instanceMarketOptions() != null
                && request.instanceMarketOptions().marketType() == MarketType.SPOT;
    }

    private static void refuseUnknown(RunInstancesRequest request) {
        refuse(
                request.hibernationOptions() != null
                        && Boolean.TRUE.equals(request.hibernationOptions().configured()),
                "Hibernation");
        refuse(
                request.enclaveOptions() != null
                        && Boolean.TRUE.equals(request.enclaveOptions().enabled()),
                "Enclaves");
        for (String old : List.of("ElasticGpuSpecification", "ElasticInferenceAccelerators")) {
            refuse(!request.getValueForField(old, List.class).orElse(List.of()).isEmpty(), old);
        }
        refuse(!request.licenseSpecifications().isEmpty(), "LicenseSpecifications");
        refuse(
                !request.ipv6Addresses().isEmpty()
                        || (request.ipv6AddressCount() != null && request.ipv6AddressCount() > 0),
                "IPv6");
        refuse(request.kernelId() != null && !request.kernelId().isEmpty(), "KernelId");
        refuse(request.ramdiskId() != null && !request.ramdiskId().isEmpty(), "RamdiskId");
        if (request.placement() != null) {
            Tenancy tenancy = request.placement().tenancy();
            refuse(tenancy != null && tenancy != Tenancy.DEFAULT, "Dedicated tenancy");
            refuse(request.placement().hostId() != null, "Dedicated hosts");
        }
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw Faults.notImplemented(what);
        }
    }

    /** User data in Base64, as it is kept; empty for none. */
    static String userData(@Nullable String given) {
        String data = Objects.requireNonNullElse(given, "");
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw Faults.of("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
        }
        if (bytes.length > MOST_USER_DATA) {
            throw Faults.invalidValue("User data is limited to 16384 bytes");
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
