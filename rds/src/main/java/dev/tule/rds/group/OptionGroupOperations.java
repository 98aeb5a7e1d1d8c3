package dev.tule.rds.group;

import dev.tule.aws.stored.Form;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.engine.Releases;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Rows;
import dev.tule.rds.resource.Tags;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/**
 * Option groups (RDS User Guide, "Working with option groups"). The servers that run here have no
 * options, so groups are empty and stay so. Default groups stand in no row. Safe for use by many
 * threads.
 */
public final class OptionGroupOperations {
    private static final int LONGEST_NAME = 255;

    private final Rows<OptionGroup> groups =
            new Rows<>(
                    "option-group",
                    Form.ofSdk(OptionGroup.class, OptionGroup::builder),
                    OptionGroup::optionGroupName);
    private final Place place;
    private final Releases releases;
    private final Instances instances;

    public OptionGroupOperations(Place place, Releases releases, Instances instances) {
        this.place = place;
        this.releases = releases;
        this.instances = instances;
    }

    public OptionGroup required(Snapshot rows, String name) {
        return groups.find(rows, name)
                .or(() -> defaults(name))
                .orElseThrow(() -> Faults.noOptionGroup(name));
    }

    private Optional<OptionGroup> defaults(String name) {
        return defaults().stream().filter(g -> g.optionGroupName().equals(name)).findFirst();
    }

    private List<OptionGroup> defaults() {
        return releases.all().stream()
                .map(
                        release ->
                                group(
                                        release.defaultOptionGroup(),
                                        "Default option group for %s %s"
                                                .formatted(
                                                        release.engine().word(), release.major()),
                                        release.engine().word(),
                                        release.major()))
                .toList();
    }

    private OptionGroup group(String name, String description, String engine, String major) {
        return OptionGroup.builder()
                .optionGroupName(name)
                .optionGroupDescription(description)
                .engineName(engine)
                .majorEngineVersion(major)
                .options(List.of())
                .allowsVpcAndNonVpcInstanceMemberships(true)
                .optionGroupArn(place.arn("og", name))
                .build();
    }

    public OptionGroup create(CreateOptionGroupRequest request) {
        String name = Names.identifier("OptionGroupName", request.optionGroupName(), LONGEST_NAME);
        String engine = Names.required("EngineName", request.engineName());
        String major = Names.required("MajorEngineVersion", request.majorEngineVersion());
        String description =
                Names.required("OptionGroupDescription", request.optionGroupDescription());
        boolean known =
                releases.all().stream()
                        .anyMatch(
                                release ->
                                        release.engine().word().equals(engine)
                                                && release.major().equals(major));
        if (!known) {
            throw Faults.invalidCombination(
                    "Cannot find major version %s for %s".formatted(major, engine));
        }
        OptionGroup group = group(name, description, engine, major);
        place.change(
                rows -> {
                    if (groups.has(rows, name)) {
                        throw Faults.optionGroupExists(name);
                    }
                    groups.put(rows, group);
                    Tags.add(rows, group.optionGroupArn(), request.tags());
                });
        return group;
    }

    public OptionGroup copy(CopyOptionGroupRequest request) {
        String name =
                Names.identifier(
                        "TargetOptionGroupIdentifier",
                        request.targetOptionGroupIdentifier(),
                        LONGEST_NAME);
        String from =
                Names.ofArn(
                        Names.required(
                                "SourceOptionGroupIdentifier",
                                request.sourceOptionGroupIdentifier()));
        String description =
                Names.required(
                        "TargetOptionGroupDescription", request.targetOptionGroupDescription());
        return place.transact(
                rows -> {
                    OptionGroup source = required(rows, from);
                    if (groups.has(rows, name)) {
                        throw Faults.optionGroupExists(name);
                    }
                    OptionGroup copy =
                            group(
                                    name,
                                    description,
                                    source.engineName(),
                                    source.majorEngineVersion());
                    groups.put(rows, copy);
                    Tags.add(rows, copy.optionGroupArn(), request.tags());
                    return copy;
                });
    }

    public OptionGroup modify(ModifyOptionGroupRequest request) {
        String name = Names.required("OptionGroupName", request.optionGroupName());
        OptionGroup group = place.read(rows -> required(rows, name));
        if (!request.optionsToInclude().isEmpty()) {
            throw Faults.invalid(
                    "Invalid option name: %s. No server that runs here has options."
                            .formatted(request.optionsToInclude().getFirst().optionName()));
        }
        if (!request.optionsToRemove().isEmpty()) {
            throw Faults.invalid("Invalid option name: " + request.optionsToRemove().getFirst());
        }
        return group;
    }

    public void delete(DeleteOptionGroupRequest request) {
        String name = Names.required("OptionGroupName", request.optionGroupName());
        if (name.startsWith("default:")) {
            throw Faults.optionGroupState("Default option groups cannot be deleted: " + name);
        }
        place.change(
                rows -> {
                    OptionGroup group = required(rows, name);
                    if (instances.all(rows).stream().anyMatch(i -> i.hasOptionGroup(name))) {
                        throw Faults.optionGroupState(
                                "The option group %s cannot be deleted because it is in use."
                                        .formatted(name));
                    }
                    groups.delete(rows, name);
                    Tags.clear(rows, group.optionGroupArn());
                });
    }

    public DescribeOptionGroupsResponse describe(DescribeOptionGroupsRequest request) {
        String name = request.optionGroupName();
        if (name != null && request.engineName() != null) {
            throw Faults.invalidCombination(
                    "OptionGroupName can't be given together with EngineName.");
        }
        List<OptionGroup> found =
                place.read(
                        rows -> {
                            if (name != null) {
                                return List.of(required(rows, Names.ofArn(name)));
                            }
                            List<OptionGroup> all = new ArrayList<>(groups.all(rows));
                            all.addAll(defaults());
                            return all;
                        });
        List<OptionGroup> wanted =
                found.stream()
                        .filter(g -> isNullOr(request.engineName(), g.engineName()))
                        .filter(g -> isNullOr(request.majorEngineVersion(), g.majorEngineVersion()))
                        .toList();
        Listing<OptionGroup> page =
                Listing.of(
                        new Filters<OptionGroup>().apply(request.filters(), wanted),
                        OptionGroup::optionGroupName,
                        request.maxRecords(),
                        request.marker());
        return DescribeOptionGroupsResponse.builder()
                .optionGroupsList(page.items())
                .marker(page.marker())
                .build();
    }

    private static boolean isNullOr(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }

    /** There are none, of any engine that runs here. */
    public void options(DescribeOptionGroupOptionsRequest request) {
        String engine = Names.required("EngineName", request.engineName());
        if (Engine.of(engine).isEmpty()) {
            throw Faults.invalid("Invalid DB engine: " + engine);
        }
    }
}
