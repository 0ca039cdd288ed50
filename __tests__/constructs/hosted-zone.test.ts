import { TerraformOutput } from "cdktf";
import { HostedZone, noOtherRecord, setIdentifiers } from "../../constructs/hosted-zone";
import { workload } from "../configurations";
import { synthesizeConstruct } from "../construct-synth";
import { only } from "../synthesized";

describe("the hosted zone", () => {
  const { data, output } = synthesizeConstruct((scope, { standby }) => {
    const zone = new HostedZone(scope, "zone", { provider: standby, workload: workload() });
    new TerraformOutput(scope, "name_servers", { value: zone.nameServers, staticId: true });
  });

  it("is the public one of the file's name", () => {
    expect(only(data, "aws_route53_zone")).toMatchObject({ name: "example.com", private_zone: false });
  });

  it("says what must be true in its own name, the only part of Terraform's error that is ours", () => {
    expect(Object.keys(data.aws_route53_zone!)).toEqual(["a_public_zone_of_this_name_must_exist_in_this_account"]);
  });

  it("tells its name servers separated by commas", () => {
    expect(output.name_servers!.value).toBe(
      '${join(",", data.aws_route53_zone.a_public_zone_of_this_name_must_exist_in_this_account.name_servers)}',
    );
  });
});

describe("the search for another record of that name", () => {
  function search(domain: string) {
    let condition = "";
    const { data } = synthesizeConstruct((scope, { standby }) => {
      condition = noOtherRecord(scope, standby, "ZONE", { ...workload(), domain });
    });
    return { condition, records: only(data, "aws_route53_records") };
  }

  it("finds the domain, with or without the dot that ends it, and no neighbour", () => {
    const { records } = search("shop.example.com");
    expect(records.zone_id).toBe("ZONE");
    const finds = (name: string) => new RegExp(records.name_regex).test(name);
    expect(["shop.example.com", "shop.example.com."].map(finds)).toEqual([true, true]);
    expect(["shopXexample.com.", "my.shop.example.com.", "shop.example.com.au."].map(finds)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("finds a wildcard as Route 53 lists it, and none of the names that it covers", () => {
    const { records } = search("*.example.com");
    const finds = (name: string) => new RegExp(records.name_regex).test(name);
    expect(["*.example.com.", "\\052.example.com."].map(finds)).toEqual([true, true]);
    expect(["www.example.com.", "example.com.", "052.example.com."].map(finds)).toEqual([false, false, false]);
  });

  it("takes A, AAAA and CNAME records for others unless they carry the identifier of one of ours", () => {
    const { primary, standby } = setIdentifiers("shop");
    expect(search("shop.example.com").condition).toMatch(
      /^\$\{alltrue\(\[for record in coalesce\(.+\.resource_record_sets, \[\]\) : !contains\(\["A", "AAAA", "CNAME"\], record\.type\) \|\| contains\(\["(.+)", "(.+)"\], coalesce\(record\.set_identifier, "-"\)\)\]\)\}$/,
    );
    expect(search("shop.example.com").condition).toContain(`["${primary}", "${standby}"]`);
  });
});
