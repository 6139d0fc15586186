"""Long documents, packed: deflate that knows beforehand what most of them say.

An order of 20 lines then stays within one write unit through most of its life, where it would take two.
"""

import zlib

LEVEL = 9

# Only ever add a dictionary: rows that are stored name theirs by its checksum, and are lost without it.
# What is met most stands last. Source: zlib's manual, deflateSetDictionary.
DICTIONARY = (
    b'"key":"","fingerprint":"","attempt_id":"ref_01","attempt_id":"pi_01","status":402,"kind":"Refusal","status":201,'
    b'"kind":"Refund","answer":"{\\"id\\":\\"ref_01","status":200,"kind":"Order","answer":"{\\"id\\":\\"ord_01'
    b'\\",\\"name\\":\\"\\",\\"quantity\\":1,\\"unit_amount\\":"},{\\"id\\":\\"li_01"}","expires_at":"2026-'
    b'"order_id":"ord_01","merchant_id":"mer_01","customer_id":"cus_01","buyer_email":"@gmail.com","buyer_note":"",'
    b'"merchant_note":"","tax_address":{"country":"US","state":"CA","postal_code":"","city":"","line1":""},'
    b'"status":"CLOSED","closed_reason":"closed by the merchant","status":"requires_payment_method",'
    b'"failure_code":"CARD_DECLINED","failure_message":"The card was declined; ask the buyer for another card.",'
    b'"status":"requires_action","client_secret":"pi_3_secret_"}],"reason":"other","reason_message":"",'
    b'"processor_details":{"stripe":{"payment_intent_id":"pi_3","charge_id":"ch_3"}},"source_token":"tok_visa",'
    b'"processor_payment_id":"pi_3","processor_refund_id":"re_3","idempotency_key":"","actor":"key_01'
    b'"added_charges":[{"id":"chg_01","name":"Delivery","type":"delivery","amount":500,"percent":"10",'
    b'"calculation_basis":"subtotal_post_discount","taxable":true}],"added_tips":[{"id":"tip_01","percent":"15"}],'
    b'"amount_off":500,"scope":"line_item","line_ids":["li_01"],"stackable":false,"limited":true,'
    b'"limited_per_customer":1,"minimum_purchase":5000,"expires_at":"2026-12-31T23:59:59Z","coupons_version":1,'
    b'"taxable":false,"tax_category":"","inclusive":true,"item_id":"itm_01","image_url":"https://www.example.com/.jpg",'
    b'"description":"","metadata":{"":"","taxes":['
    b'{"id":"ord_01","status":"REFUNDED","status":"PARTIALLY_REFUNDED","status":"PAID","currency":"EUR",'
    b'"currency":"USD","payments":[{"payment_intent_id":"pi_01","status":"succeeded","amount_money":{"amount":10000,'
    b'"currency":"USD"},"card":{"brand":"mastercard","brand":"visa","last4":"4242","exp_month":12,"exp_year":2030},'
    b'"created_at":"2026-01-01T00:00:00.000000Z","processor_payment_id":"pi_3"}],"refunds":[{"refund_id":"ref_01",'
    b'"payment_intent_id":"pi_01","amount_money":{"amount":1000,"currency":"USD"},"tax_money":{"amount":100,'
    b'"currency":"USD"},"status":"pending","created_at":"2026-01-01T00:00:00.000000Z","tax_amounts":[10]}],'
    b'"version":2,"created_at":"2026-01-01T00:00:00.000000Z","updated_at":"2026-01-01T00:00:00.000000Z",'
    b'"applied_discounts":[{"id":"dsc_01","name":"20 % off","percent_off":"20","coupon_id":"cpn_01",'
    b'"coupon_code":"LAUNCH20"}],"rates":[{"name":"Sales tax","percentage":"8","tax_rate_id":"tax_01"}],'
    b'"activity_count":2,"part_count":2}"lines":[{"id":"li_01","name":"","quantity":1,"unit_amount":1000,"sku":""},'
    b'{"id":"li_01","name":" ","quantity":1,"unit_amount":100'
)


def pack(document: bytes) -> bytes:
    """A document in fewer bytes."""
    packer = zlib.compressobj(LEVEL, zdict=DICTIONARY)
    return packer.compress(document) + packer.flush()


def unpack(packed: bytes) -> bytes:
    """The document; one that was packed without a dictionary is read too. Raises zlib.error if it is no such thing."""
    unpacker = zlib.decompressobj(zdict=DICTIONARY)
    return unpacker.decompress(packed) + unpacker.flush()
