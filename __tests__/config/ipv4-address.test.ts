import { addressFault, isDocumentationAddress } from "../../config/ipv4-address";

test.each([
  "0.0.0.0",
  "10.255.255.255",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.88.99.1",
  "192.168.0.1",
  "198.18.0.1",
  "198.19.255.255",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
])("%s cannot be reached over the internet", (address) =>
  expect(addressFault(address)?.code).toBe("unreachable-address"),
);

test.each([
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.0.1.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
])("%s is a public address", (address) => {
  expect(addressFault(address)).toBeUndefined();
  expect(isDocumentationAddress(address)).toBe(false);
});

test.each(["1.1.1", "01.1.1.1", "256.1.1.1", "1.1.1.1 "])("%j is no IPv4 address", (address) => {
  expect(addressFault(address)?.code).toBe("invalid-address");
});

test.each(["192.0.2.1", "198.51.100.1", "203.0.113.1"])("%s may stand in examples, like example.com", (address) => {
  expect(addressFault(address)).toBeUndefined();
  expect(isDocumentationAddress(address)).toBe(true);
});
