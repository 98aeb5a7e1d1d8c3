package dev.tule.s3.bucket;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.AwsCall;
import dev.tule.aws.Principal;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.fault.Statuses;
import dev.tule.s3.row.Ids;
import dev.tule.s3.tag.Tags;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;

/** The operations on buckets, for one account and region. Safe for use by many threads. */
public final class BucketOperations {
    private static final String US_EAST_1 = "us-east-1";
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d{1,2}");
    private static final int LIST_LIMIT = 10_000;
    private static final int LIST_PAGE = 1_000;

    private final AccountRegion where;
    private final BucketDirectory directory;
    private final InstantSource clock;
    private final Ids ids;
    private final Consumer<Home> purge;

    /**
     * @param purge removes what a bucket deleted in that home left behind
     */
    public BucketOperations(
            AccountRegion where,
            BucketDirectory directory,
            InstantSource clock,
            Ids ids,
            Consumer<Home> purge) {
        this.where = where;
        this.directory = directory;
        this.clock = clock;
        this.ids = ids;
        this.purge = purge;
    }

    /**
     * Where a bucket is, for a request of this account.
     *
     * @param expectedOwner of {@code x-amz-expected-bucket-owner}
     */
    public Home find(String bucket, @Nullable String expectedOwner) {
        refuseStrangers();
        Home home = directory.find(where.account(), bucket);
        if (expectedOwner != null && !expectedOwner.equals(home.account())) {
            throw Faults.accessDenied();
        }
        return home;
    }

    /** Where a bucket is, which is there. */
    public Home require(String bucket, @Nullable String expectedOwner) {
        Home home = find(bucket, expectedOwner);
        read(home);
        return home;
    }

    /** Unsigned requests are for buckets that a policy opens to all, and there are none yet. */
    private static void refuseStrangers() {
        if (AwsCall.CURRENT.isBound()
                && AwsCall.current().principal().kind() == Principal.Kind.ANONYMOUS) {
            throw Faults.accessDenied();
        }
    }

    private Bucket read(Home home) {
        return directory.read(home).orElseThrow(() -> Faults.noSuchBucket(home.bucket()));
    }

    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        refuseStrangers();
        String name = request.bucket();
        if (!BucketName.isValid(name)) {
            throw Faults.invalidBucketName(name);
        }
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            throw Faults.notImplemented("x-amz-bucket-object-lock-enabled");
        }
        CannedAcls.check(
                request.aclAsString(),
                request.grantFullControl(),
                request.grantRead(),
                request.grantReadACP(),
                request.grantWrite(),
                request.grantWriteACP());
        CreateBucketConfiguration configuration = request.createBucketConfiguration();
        Home home = new Home(name, where.account(), region(configuration));
        Bucket bucket =
                new Bucket(
                        ids.next(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        tags(configuration));
        if (!directory.create(home, bucket)) {
            // North Virginia has always answered so; programs rely on it.
            boolean legacy =
                    where.region().equals(US_EAST_1)
                            && find(name, null).region().equals(US_EAST_1)
                            && home.region().equals(US_EAST_1);
            if (!legacy) {
                throw Faults.bucketAlreadyOwnedByYou(name);
            }
        }
        return CreateBucketResponse.builder().location("/" + name).build();
    }

    private static Map<String, String> tags(@Nullable CreateBucketConfiguration configuration) {
        return configuration == null || !configuration.hasTags()
                ? Map.of()
                : Tags.of(configuration.tags(), Tags.BUCKET_LIMIT);
    }

    private String region(@Nullable CreateBucketConfiguration configuration) {
        if (configuration != null
                && (configuration.location() != null || configuration.bucket() != null)) {
            throw Faults.notImplemented("CreateBucketConfiguration");
        }
        String constraint =
                configuration == null ? null : configuration.locationConstraintAsString();
        if (constraint == null || constraint.isEmpty()) {
            if (!where.region().equals(US_EAST_1)) {
                throw Faults.illegalLocationConstraint("unspecified");
            }
            return US_EAST_1;
        }
        String region = constraint.equals("EU") ? "eu-west-1" : constraint;
        if (region.equals(US_EAST_1) || !REGION.matcher(region).matches()) {
            throw Faults.invalidLocationConstraint(constraint);
        }
        if (!where.region().equals(US_EAST_1) && !where.region().equals(region)) {
            throw Faults.illegalLocationConstraint(constraint);
        }
        return region;
    }

    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        return HeadBucketResponse.builder()
                .bucketRegion(home.region())
                .accessPointAlias(false)
                .build();
    }

    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        Home home = find(request.bucket(), request.expectedBucketOwner());
        directory.delete(home);
        purge.accept(home);
        return Statuses.noContent(DeleteBucketResponse.builder()).build();
    }

    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        GetBucketLocationResponse.Builder response = GetBucketLocationResponse.builder();
        if (home.region().equals(US_EAST_1)) {
            return response.build(); // an empty LocationConstraint
        }
        return response.locationConstraint(home.region()).build();
    }

    public ListBucketsResponse listBuckets(ListBucketsRequest request) {
        refuseStrangers();
        int limit = Optional.ofNullable(request.maxBuckets()).orElse(LIST_LIMIT);
        if (limit < 1 || limit > LIST_LIMIT) {
            throw Faults.invalidArgument(
                    "max-buckets must be between 1 and " + LIST_LIMIT,
                    "max-buckets",
                    Integer.toString(limit));
        }
        String prefix = Optional.ofNullable(request.prefix()).orElse("");
        Optional<String> after = Optional.ofNullable(request.continuationToken());
        List<software.amazon.awssdk.services.s3.model.Bucket> found = new ArrayList<>();
        boolean more = true;
        while (more && found.size() < limit) {
            int page = Math.min(LIST_PAGE, limit - found.size());
            BucketDirectory.Names names = directory.names(where.account(), prefix, after, page);
            for (String name : names.names()) {
                listed(name, request.bucketRegion()).ifPresent(found::add);
                after = Optional.of(name);
            }
            more = names.more();
        }
        return ListBucketsResponse.builder()
                .buckets(found)
                .owner(Owners.of(where.account()))
                .prefix(request.prefix())
                .continuationToken(more ? after.orElse(null) : null)
                .build();
    }

    /** A bucket for the list, unless it isn't quite there, or elsewhere. */
    private Optional<software.amazon.awssdk.services.s3.model.Bucket> listed(
            String name, @Nullable String region) {
        return directory
                .find(name)
                .filter(home -> region == null || region.equals(home.region()))
                .flatMap(
                        home ->
                                directory
                                        .read(home)
                                        .map(
                                                bucket ->
                                                        software.amazon.awssdk.services.s3.model
                                                                .Bucket.builder()
                                                                .name(name)
                                                                .creationDate(bucket.created())
                                                                .bucketRegion(home.region())
                                                                .build()));
    }

    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
        Home home = find(request.bucket(), request.expectedBucketOwner());
        Bucket bucket = read(home);
        if (bucket.tags().isEmpty()) {
            throw Faults.notConfigured("NoSuchTagSet", "The TagSet does not exist", home.bucket());
        }
        return GetBucketTaggingResponse.builder().tagSet(Tags.list(bucket.tags())).build();
    }

    public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
        Home home = find(request.bucket(), request.expectedBucketOwner());
        Map<String, String> tags = Tags.of(request.tagging(), Tags.BUCKET_LIMIT);
        directory.update(home, bucket -> bucket.withTags(tags));
        return PutBucketTaggingResponse.builder().build();
    }

    public DeleteBucketTaggingResponse deleteBucketTagging(DeleteBucketTaggingRequest request) {
        Home home = find(request.bucket(), request.expectedBucketOwner());
        directory.update(home, bucket -> bucket.withTags(Map.of()));
        return Statuses.noContent(DeleteBucketTaggingResponse.builder()).build();
    }
}
