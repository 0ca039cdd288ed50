#!/bin/bash
# Bytes that must arrive untouched: ${not_terraform} %{ if } $${nor_this} "quotes" \n
exec /opt/shop/serve
