package dev.tule.ec2.template;

import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.ModelCopy;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Launch templates. Safe for use by many threads. */
public final class LaunchTemplates {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9().\\-/_]{3,128}");
    private static final Table<LaunchTemplate> TEMPLATES =
            new Table<>(Kind.LAUNCH_TEMPLATE, LaunchTemplate.class, LaunchTemplate::builder);

    /** By template and number, in eight digits. */
    private static final Table<LaunchTemplateVersion> VERSIONS =
            new Table<>(
                    "launch-template-version",
                    LaunchTemplateVersion.class,
                    LaunchTemplateVersion::builder);

    private static final Filters<LaunchTemplate> FILTERS =
            Filters.of(LaunchTemplate.builder(), LaunchTemplate.class)
                    .onMembers("create-time", "launch-template-name");

    private static final String DATA = "launch-template-data.";
    private static final Filters<LaunchTemplateVersion> VERSION_FILTERS =
            Filters.of(LaunchTemplateVersion.builder(), LaunchTemplateVersion.class)
                    .onMembers("create-time")
                    .onMember("is-default-version", "default-version")
                    .onMember("ebs-optimized", DATA + "ebs-optimized")
                    .onMember("host-resource-group-arn", DATA + "placement.host-resource-group-arn")
                    .onMember("http-endpoint", DATA + "metadata-options.http-endpoint")
                    .onMember("http-protocol-ipv4", DATA + "metadata-options.http-endpoint")
                    .onMember("http-tokens", DATA + "metadata-options.http-tokens")
                    .onMember("iam-instance-profile", DATA + "iam-instance-profile.arn")
                    .onMember("image-id", DATA + "image-id")
                    .onMember("instance-type", DATA + "instance-type")
                    .onMember("kernel-id", DATA + "kernel-id")
                    .onMember(
                            "license-configuration-arn",
                            DATA + "license-specifications.license-configuration-arn")
                    .onMember("network-card-index", DATA + "network-interfaces.network-card-index")
                    .onMember("ram-disk-id", DATA + "ram-disk-id");

    private final Place place;

    public LaunchTemplates(Place place) {
        this.place = place;
    }

    /** The request, with what its launch template says where it says nothing itself. */
    public static RunInstancesRequest merged(Snapshot rows, RunInstancesRequest request) {
        LaunchTemplateSpecification asked = request.launchTemplate();
        if (asked == null) {
            return request;
        }
        LaunchTemplate template = find(rows, asked.launchTemplateId(), asked.launchTemplateName());
        LaunchTemplateVersion version = version(rows, template, asked.version());
        RunInstancesRequest.Builder merged =
                ModelCopy.into(RunInstancesRequest.builder(), version.launchTemplateData());
        return ModelCopy.into(merged, request).build();
    }

    /** The template's version that a launch was asked by, if any. */
    public static Optional<LaunchTemplateVersion> used(Snapshot rows, RunInstancesRequest request) {
        return Optional.ofNullable(request.launchTemplate())
                .map(
                        of ->
                                version(
                                        rows,
                                        find(rows, of.launchTemplateId(), of.launchTemplateName()),
                                        of.version()));
    }

    private static LaunchTemplate find(Snapshot rows, @Nullable String id, @Nullable String name) {
        if ((id == null) == (name == null)) {
            throw Faults.of(
                    "MissingParameter",
                    "Either the launch template ID or its name must be specified, not both");
        }
        if (id != null) {
            return TEMPLATES.get(rows, Kind.LAUNCH_TEMPLATE.check(id));
        }
        return named(rows, name)
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "InvalidLaunchTemplateName.NotFoundException",
                                        "The specified launch template, with template name "
                                                + name
                                                + ", does not exist."));
    }

    private static Optional<LaunchTemplate> named(Snapshot rows, @Nullable String name) {
        return TEMPLATES.all(rows).values().stream()
                .filter(each -> each.launchTemplateName().equals(name))
                .findFirst();
    }

    private static LaunchTemplateVersion version(
            Snapshot rows, LaunchTemplate template, @Nullable String asked) {
        long number =
                switch (asked) {
                    case null -> template.defaultVersionNumber();
                    case "$Default" -> template.defaultVersionNumber();
                    case "$Latest" -> template.latestVersionNumber();
                    default -> number(asked);
                };
        return VERSIONS.find(rows, key(template.launchTemplateId(), number))
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "InvalidLaunchTemplateId.VersionNotFound",
                                        "Could not find the specified version %d for the launch template with ID %s."
                                                .formatted(number, template.launchTemplateId())));
    }

    private static long number(String version) {
        if (version.isEmpty()
                || version.length() > 8
                || !version.chars().allMatch(Character::isDigit)) {
            throw Faults.invalidValue(
                    version, "LaunchTemplateVersion", "It must be a number, $Latest or $Default");
        }
        return Long.parseLong(version);
    }

    private static String key(String template, long version) {
        return template + "/%08d".formatted(version);
    }

    CreateLaunchTemplateResponse create(CreateLaunchTemplateRequest request) {
        String name = Faults.require(request.launchTemplateName(), "LaunchTemplateName");
        if (!NAME.matcher(name).matches()) {
            throw Faults.of(
                    "InvalidLaunchTemplateName.MalformedException",
                    "A launch template name must be between 3 and 128 characters, and may contain"
                            + " letters, numbers, and the following characters: - ( ) . / _");
        }
        RequestLaunchTemplateData data =
                Faults.require(request.launchTemplateData(), "LaunchTemplateData");
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.LAUNCH_TEMPLATE);
        return place.transact(
                rows -> {
                    Optional<String> earlier =
                            ClientTokens.made(rows, request, request.clientToken(), place.now());
                    if (earlier.isPresent()) {
                        return CreateLaunchTemplateResponse.builder()
                                .launchTemplate(TEMPLATES.get(rows, earlier.get()))
                                .build();
                    }
                    if (named(rows, name).isPresent()) {
                        throw Faults.of(
                                "InvalidLaunchTemplateName.AlreadyExistsException",
                                "Launch template name already in use.");
                    }
                    LaunchTemplate template =
                            LaunchTemplate.builder()
                                    .launchTemplateId(place.newId(Kind.LAUNCH_TEMPLATE))
                                    .launchTemplateName(name)
                                    .createTime(place.now())
                                    .createdBy("arn:aws:iam::" + place.account() + ":root")
                                    .defaultVersionNumber(1L)
                                    .latestVersionNumber(1L)
                                    .build();
                    String id = template.launchTemplateId();
                    TEMPLATES.put(rows, id, template);
                    putVersion(rows, template, 1, request.versionDescription(), data);
                    TagRows.put(rows, id, tags);
                    ClientTokens.note(rows, request, request.clientToken(), id, place.now());
                    return CreateLaunchTemplateResponse.builder()
                            .launchTemplate(template.toBuilder().tags(tags).build())
                            .build();
                });
    }

    private LaunchTemplateVersion putVersion(
            Transaction rows,
            LaunchTemplate template,
            long number,
            @Nullable String description,
            software.amazon.awssdk.core.SdkPojo data) {
        LaunchTemplateVersion version =
                LaunchTemplateVersion.builder()
                        .launchTemplateId(template.launchTemplateId())
                        .launchTemplateName(template.launchTemplateName())
                        .versionNumber(number)
                        .versionDescription(description)
                        .createTime(place.now())
                        .createdBy(template.createdBy())
                        .launchTemplateData(
                                ModelCopy.into(ResponseLaunchTemplateData.builder(), data).build())
                        .build();
        VERSIONS.put(rows, key(template.launchTemplateId(), number), version);
        return version;
    }

    CreateLaunchTemplateVersionResponse createVersion(CreateLaunchTemplateVersionRequest request) {
        RequestLaunchTemplateData data =
                Faults.require(request.launchTemplateData(), "LaunchTemplateData");
        return place.transact(
                rows -> {
                    LaunchTemplate template =
                            find(rows, request.launchTemplateId(), request.launchTemplateName());
                    ResponseLaunchTemplateData.Builder whole = ResponseLaunchTemplateData.builder();
                    if (request.sourceVersion() != null) {
                        ModelCopy.into(
                                whole,
                                version(rows, template, request.sourceVersion())
                                        .launchTemplateData());
                    }
                    long number = template.latestVersionNumber() + 1;
                    LaunchTemplate now = template.toBuilder().latestVersionNumber(number).build();
                    TEMPLATES.put(rows, template.launchTemplateId(), now);
                    LaunchTemplateVersion made =
                            putVersion(
                                    rows,
                                    now,
                                    number,
                                    request.versionDescription(),
                                    ModelCopy.into(whole, data).build());
                    return CreateLaunchTemplateVersionResponse.builder()
                            .launchTemplateVersion(shown(now, made))
                            .build();
                });
    }

    private static LaunchTemplateVersion shown(
            LaunchTemplate template, LaunchTemplateVersion version) {
        return version.toBuilder()
                .defaultVersion(version.versionNumber().equals(template.defaultVersionNumber()))
                .build();
    }

    DescribeLaunchTemplatesResponse describe(DescribeLaunchTemplatesRequest request) {
        return place.read(
                rows -> {
                    request.launchTemplateIds().forEach(id -> find(rows, id, null));
                    request.launchTemplateNames().forEach(name -> find(rows, null, name));
                    Tagged tags = Tagged.read(rows);
                    boolean all =
                            request.launchTemplateIds().isEmpty()
                                    && request.launchTemplateNames().isEmpty();
                    List<LaunchTemplate> found =
                            TEMPLATES.all(rows).values().stream()
                                    .filter(
                                            each ->
                                                    all
                                                            || request.launchTemplateIds()
                                                                    .contains(
                                                                            each.launchTemplateId())
                                                            || request.launchTemplateNames()
                                                                    .contains(
                                                                            each
                                                                                    .launchTemplateName()))
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    each -> tags.of(each.launchTemplateId())))
                                    .map(
                                            each ->
                                                    each.toBuilder()
                                                            .tags(
                                                                    tags.models(
                                                                            each
                                                                                    .launchTemplateId()))
                                                            .build())
                                    .toList();
                    Listing<LaunchTemplate> page =
                            Listing.of(
                                    found,
                                    LaunchTemplate::launchTemplateId,
                                    request.maxResults(),
                                    request.nextToken());
                    return DescribeLaunchTemplatesResponse.builder()
                            .launchTemplates(page.items())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    DescribeLaunchTemplateVersionsResponse describeVersions(
            DescribeLaunchTemplateVersionsRequest request) {
        return place.read(
                rows -> {
                    Listing<LaunchTemplateVersion> page =
                            Listing.of(
                                    versions(rows, request).stream()
                                            .filter(
                                                    VERSION_FILTERS.asked(
                                                            request.filters(), _ -> Map.of()))
                                            .toList(),
                                    each -> key(each.launchTemplateId(), each.versionNumber()),
                                    request.maxResults(),
                                    request.nextToken());
                    return DescribeLaunchTemplateVersionsResponse.builder()
                            .launchTemplateVersions(page.items())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    private static List<LaunchTemplateVersion> versions(
            Snapshot rows, DescribeLaunchTemplateVersionsRequest request) {
        if (request.launchTemplateId() == null && request.launchTemplateName() == null) {
            // Then only $Latest and $Default of all templates can be asked for.
            return TEMPLATES.all(rows).values().stream()
                    .flatMap(
                            template ->
                                    request.versions().stream()
                                            .map(asked -> version(rows, template, asked))
                                            .map(found -> shown(template, found)))
                    .distinct()
                    .toList();
        }
        LaunchTemplate template =
                find(rows, request.launchTemplateId(), request.launchTemplateName());
        Stream<LaunchTemplateVersion> found =
                request.versions().isEmpty()
                        ? ofTemplate(rows, template)
                                .filter(each -> isWithin(request, each.versionNumber()))
                        : request.versions().stream().map(asked -> version(rows, template, asked));
        return found.map(each -> shown(template, each))
                .distinct()
                .sorted(Comparator.comparing(LaunchTemplateVersion::versionNumber))
                .toList();
    }

    private static Stream<LaunchTemplateVersion> ofTemplate(
            Snapshot rows, LaunchTemplate template) {
        return VERSIONS.all(rows).values().stream()
                .filter(each -> each.launchTemplateId().equals(template.launchTemplateId()));
    }

    private static boolean isWithin(DescribeLaunchTemplateVersionsRequest request, long number) {
        return (request.minVersion() == null || number >= number(request.minVersion()))
                && (request.maxVersion() == null || number <= number(request.maxVersion()));
    }

    ModifyLaunchTemplateResponse modify(ModifyLaunchTemplateRequest request) {
        String version = Faults.require(request.defaultVersion(), "SetDefaultVersion");
        return place.transact(
                rows -> {
                    LaunchTemplate template =
                            find(rows, request.launchTemplateId(), request.launchTemplateName());
                    LaunchTemplate now =
                            template.toBuilder()
                                    .defaultVersionNumber(
                                            version(rows, template, version).versionNumber())
                                    .build();
                    TEMPLATES.put(rows, template.launchTemplateId(), now);
                    return ModifyLaunchTemplateResponse.builder().launchTemplate(now).build();
                });
    }

    DeleteLaunchTemplateResponse delete(DeleteLaunchTemplateRequest request) {
        return place.transact(
                rows -> {
                    LaunchTemplate template =
                            find(rows, request.launchTemplateId(), request.launchTemplateName());
                    ofTemplate(rows, template)
                            .forEach(
                                    each ->
                                            VERSIONS.delete(
                                                    rows,
                                                    key(
                                                            template.launchTemplateId(),
                                                            each.versionNumber())));
                    TEMPLATES.delete(rows, template.launchTemplateId());
                    return DeleteLaunchTemplateResponse.builder().launchTemplate(template).build();
                });
    }
}
