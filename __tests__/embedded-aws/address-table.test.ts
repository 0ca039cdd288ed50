import { AddressTable } from "../../embedded-aws/address-table";

test("an address and port lead to their loopback port, and no other pair does", () => {
  const table = new AddressTable();
  table.open("52.1.2.3", 80, 41_234);
  expect(table.lookUp("52.1.2.3", 80)).toBe(41_234);
  expect(table.lookUp("52.1.2.3", 443)).toBeUndefined();
  expect(table.lookUp("52.1.2.4", 80)).toBeUndefined();
});

test("a closed door leads nowhere", () => {
  const table = new AddressTable();
  table.open("52.1.2.3", 80, 41_234);
  table.close("52.1.2.3", 80);
  expect(table.lookUp("52.1.2.3", 80)).toBeUndefined();
});

test("a name server has an address, by its name in any case, and DNS's port there", () => {
  const table = new AddressTable();
  table.addNameServer("ns-1.awsdns-1.com", "198.18.53.1", 5_353);
  expect(table.addressOfNameServer("NS-1.awsdns-1.COM")).toBe("198.18.53.1");
  expect(table.lookUp("198.18.53.1", 53)).toBe(5_353);
});

test("a person can read what to open in a browser and what to ask with dig", () => {
  const table = new AddressTable();
  table.open("52.1.2.3", 80, 41_234);
  table.open("52.1.2.3", 443, 41_235);
  table.addNameServer("ns-1.awsdns-1.com", "198.18.53.1", 5_353);
  expect(table.lines()).toEqual([
    "http://52.1.2.3:80 is http://127.0.0.1:41234 here",
    "https://52.1.2.3:443 is https://127.0.0.1:41235 here",
    "ns-1.awsdns-1.com is 127.0.0.1 port 5353 here (dig @127.0.0.1 -p 5353)",
  ]);
});

test("it names the addresses of all name servers, for who asks no particular one", () => {
  const table = new AddressTable();
  table.addNameServer("NS-1.example.com", "198.18.53.1", 5_353);
  table.addNameServer("NS-2.example.com", "198.18.53.2", 5_354);
  expect(table.nameServers()).toEqual(["198.18.53.1", "198.18.53.2"]);
});
