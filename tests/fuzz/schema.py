"""What the Bot API says an update looks like: from its own schema where that is at hand, else from ours."""

from __future__ import annotations

import json
from pathlib import Path

#: A type -> its fields -> (kind of value, may not be missing).
Schema = dict[str, dict[str, tuple[str, bool]]]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "telegram-bot-api-10.1.json"

#: Written by hand, for where the schema is not: it is no part of the project. `!`: may not be missing.
_MESSAGE = (
    "message_id! Integer,date! Integer,chat! Chat,from User,sender_chat Chat,edit_date Integer,text String,"
    "caption String,entities [MessageEntity,photo [PhotoSize,document Document,voice Voice,video Video,"
    "video_note Video,audio Voice,sticker Sticker,animation Document,contact Contact,location Location,"
    "venue Venue,poll Poll,dice Dice,game Game,forward_origin MessageOrigin,via_bot User,"
    "reply_to_message Message,"
    "media_group_id String,new_chat_members [User,left_chat_member User,new_chat_title String,"
    "group_chat_created Boolean,migrate_to_chat_id Integer,migrate_from_chat_id Integer,"
    "pinned_message Message,"
    "web_app_data WebAppData,reply_markup Markup,business_connection_id String,paid_media Game,gift Game,"
    "checklist Poll,rich_message Game,is_topic_message Boolean"
)
_FILE = "file_id! String,file_unique_id! String,file_size Integer"
_OWN = {
    "Update": "update_id! Integer,message Message,edited_message Message,channel_post Message,"
    "edited_channel_post Message,business_connection Business,business_message Message,"
    "edited_business_message Message,deleted_business_messages Deleted,message_reaction Reaction,"
    "message_reaction_count Reaction,inline_query InlineQuery,chosen_inline_result Chosen,"
    "callback_query CallbackQuery,shipping_query Paid,pre_checkout_query Paid,purchased_paid_media Paid,"
    "poll Poll,poll_answer Paid,my_chat_member Member,chat_member Member,chat_join_request Member,"
    "chat_boost Boost,removed_chat_boost Boost,managed_bot Paid,guest_message Message",
    "Message": _MESSAGE,
    "User": "id! Integer,is_bot! Boolean,first_name! String,last_name String,username String,"
    "language_code String,is_premium Boolean",
    "Chat": "id! Integer,type! String,title String,first_name String,username String,is_forum Boolean",
    "MessageEntity": "type! String,offset! Integer,length! Integer,url String,user User",
    "PhotoSize": f"{_FILE},width! Integer,height! Integer",
    "Document": f"{_FILE},file_name String,mime_type String,thumbnail PhotoSize",
    "Voice": f"{_FILE},duration! Integer,mime_type String",
    "Video": f"{_FILE},width! Integer,height! Integer,duration! Integer,length! Integer",
    "Sticker": f"{_FILE},type! String,width! Integer,height! Integer,is_animated! Boolean,is_video! Boolean",
    "Contact": "phone_number! String,first_name! String,user_id Integer,vcard String",
    "Location": "latitude! Float,longitude! Float,live_period Integer,horizontal_accuracy Float",
    "Venue": "location! Location,title! String,address! String",
    "Poll": "id! String,question! String,options! [Dice,total_voter_count! Integer,is_closed! Boolean",
    "Dice": "emoji! String,value! Integer",
    "Game": "title! String,description! String,photo! [PhotoSize",
    "MessageOrigin": "type! String,date! Integer,sender_user User,sender_user_name String",
    "WebAppData": "data! String,button_text! String",
    "Markup": "inline_keyboard! [Dice",
    "Business": "id! String,user! User,user_chat_id! Integer,date! Integer,is_enabled! Boolean",
    "Deleted": "business_connection_id! String,chat! Chat,message_ids! [Integer",
    "Reaction": "chat! Chat,message_id! Integer,user User,date! Integer,old_reaction! [Dice",
    "InlineQuery": "id! String,from! User,query! String,offset! String,chat_type String,location Location",
    "Chosen": "result_id! String,from! User,query! String,location Location,inline_message_id String",
    "CallbackQuery": "id! String,from! User,chat_instance! String,message Message,data String,"
    "inline_message_id String,game_short_name String",
    "Paid": "id! String,from! User,user User,currency! String,total_amount! Integer,payload String",
    "Member": "chat! Chat,from! User,date! Integer,old_chat_member! Standing,new_chat_member! Standing",
    "Standing": "user! User,status! String,until_date Integer,can_be_edited Boolean",
    "Boost": "chat! Chat,boost! Dice",
}


def schema(file: Path = SHARED) -> tuple[Schema, str]:
    """The schema, and whose it is."""
    if not file.exists():
        return _ours(), "our own schema"
    types = json.loads(file.read_text())["types"]
    found: Schema = {}
    for name, one in types.items():
        # A type with several forms is made as one with the fields of all.
        forms = [types[form] for form in one.get("subtypes", ()) if form in types] or [one]
        found[name] = {
            field["name"]: (
                field["types"][0].replace("Array of ", "["),
                field["required"] and len(forms) == 1,
            )
            for form in forms
            for field in form.get("fields") or ()
        }
    return found, file.name


def _ours() -> Schema:
    read: Schema = {}
    for name, line in _OWN.items():
        pairs = [field.split(" ") for field in line.split(",")]
        read[name] = {field.rstrip("!"): (kind, field.endswith("!")) for field, kind in pairs}
    return read
